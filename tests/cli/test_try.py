from tests.fakes import *
def test_it(home):
    r = home.run("quiz","--plain","--seed","7", "--count", "8", "--level","all", keys="a\n\n"*12)
    print(r.out, r.err, r.code)
    assert 0
