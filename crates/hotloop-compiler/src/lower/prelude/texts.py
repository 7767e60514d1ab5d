# Methods of strs and bytes that go through them one character after the other. Where `ord` is looked at, what is not of
# ASCII is left to CPython; so is what it raises.
def expandtabs(text, size):
    out = ""
    column = 0
    for c in text:
        if c == "\t":
            if size > 0:
                n = size - column % size
                out += " " * n
                column += n
        else:
            out += c
            column += 1
            if c == "\n" or c == "\r":
                column = 0
    return out


def split_at_spaces(text, most):
    pieces = []
    n = len(text)
    start = 0
    while True:
        while start < n and text[start].isspace():
            start += 1
        if start == n:
            break
        if most == 0:
            pieces.append(text[start:])
            break
        end = start
        while end < n and not text[end].isspace():
            end += 1
        pieces.append(text[start:end])
        start = end
        most -= 1
    return pieces


def rsplit_at_spaces(text, most):
    pieces = []
    end = len(text)
    while True:
        while end > 0 and text[end - 1].isspace():
            end -= 1
        if end == 0:
            break
        if most == 0:
            pieces.append(text[:end])
            break
        start = end
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        pieces.append(text[start:end])
        end = start
        most -= 1
    pieces.reverse()
    return pieces


def rsplit(text, separator, most):
    n = len(separator)
    if n == 0:
        raise ValueError
    pieces = []
    end = len(text)
    while most != 0:
        at = text.rfind(separator, 0, end)
        if at < 0:
            break
        pieces.append(text[at + n : end])
        end = at
        most -= 1
    pieces.append(text[:end])
    pieces.reverse()
    return pieces


def istitle(text):
    has_letter = False
    behind_letter = False
    for c in text:
        if ord(c) > 127:
            raise ValueError
        if "A" <= c <= "Z":
            if behind_letter:
                return False
            has_letter = True
            behind_letter = True
        elif "a" <= c <= "z":
            if not behind_letter:
                return False
        else:
            behind_letter = False
    return has_letter


def isidentifier(text):
    is_first = True
    for c in text:
        if ord(c) > 127:
            raise ValueError
        if not ("a" <= c <= "z" or "A" <= c <= "Z" or c == "_" or ("0" <= c <= "9" and not is_first)):
            return False
        is_first = False
    return not is_first


def isprintable(text):
    for c in text:
        if ord(c) > 127:
            raise ValueError
        if not " " <= c <= "~":
            return False
    return True


# `text.translate(str.maketrans(old, new, gone))`
def translate(text, old, new, gone):
    if len(old) != len(new):
        raise ValueError
    out = ""
    for c in text:
        if gone.find(c) < 0:
            at = old.rfind(c)
            if at < 0:
                out += c
            else:
                out += new[at]
    return out


# Of bytes: a list of ints, of which bytes are made.
def translate_bytes(data, table):
    if len(table) != 256:
        raise ValueError
    out = []
    for byte in data:
        out.append(table[byte])
    return out


def hex_of(data):
    digits = "0123456789abcdef"
    out = ""
    for byte in data:
        out += digits[byte >> 4]
        out += digits[byte & 15]
    return out


def bytes_of_hex(text):
    out = []
    high = -1
    for c in text:
        if c == " " or "\t" <= c <= "\r":
            if high >= 0:
                raise ValueError
            continue
        if "0" <= c <= "9":
            digit = ord(c) - 48
        elif "a" <= c <= "f":
            digit = ord(c) - 87
        elif "A" <= c <= "F":
            digit = ord(c) - 55
        else:
            raise ValueError
        if high < 0:
            high = digit
        else:
            out.append(high * 16 + digit)
            high = -1
    if high >= 0:
        raise ValueError
    return out


def repr_of_bytes(data):
    quote = "'"
    if data.find(b"'") >= 0 and data.find(b'"') < 0:
        quote = '"'
    digits = "0123456789abcdef"
    out = "b"
    out += quote
    for byte in data:
        if byte == ord(quote) or byte == 92:
            out += "\\"
            out += chr(byte)
        elif byte == 9:
            out += "\\t"
        elif byte == 10:
            out += "\\n"
        elif byte == 13:
            out += "\\r"
        elif byte < 32 or byte > 126:
            out += "\\x"
            out += digits[byte >> 4]
            out += digits[byte & 15]
        else:
            out += chr(byte)
    out += quote
    return out
