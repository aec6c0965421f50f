"""Pure models of AWS: values in, values out; they know nothing of quizzes, files or clocks."""
