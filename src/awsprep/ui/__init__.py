"""What is answered (full screen, plain lines) and what is read (pages)."""
