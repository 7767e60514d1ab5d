"""Small commands that each answer one question on the way to a faster program: the tour's steps, for any program.

hotloop bytecode slow.py::before fast.py::after     # what CPython executes, and what has changed
hotloop flags slow.py 1000                          # what each option changes in time and in the output
hotloop chunks slow.py::work --chunks "parts(8)"    # do pieces of work give the same numbers in any order?
"""
