"""Writes fold_table.bin: what `fold.rs` does to every character that is not ASCII.

Run with Python 3 from this folder; the result depends on its Unicode version only (14.0 when committed).
Two lists of numbers of seven bits a byte, low bits first, the eighth says that more follow:
  characters that vanish:  gap from the end of the last range, length
  characters that change:  2 x gap from the last character (+ 1 when what follows is a text), then either
                           2 x count (+ 1 when only every second one changes) and the difference, zigzag,
                           or the length of a text and its UTF-8 bytes
Each list begins with the number of its entries.
"""
import unicodedata as u

IGNORABLE = {0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0}
for first, last in [(0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F),
                    (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)]:
    IGNORABLE.update(range(first, last + 1))
LEFT_ALONE = [(0xAC00, 0xD7A3), (0xD800, 0xDFFF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]  # Hangul, surrogates, Han
COMPATIBLE = [(0xA0, 0x2FF), (0xFB00, 0xFB06), (0xFF01, 0xFF5E)]  # Latin, ligatures, full width


def within(code, ranges):
    return any(first <= code <= last for first, last in ranges)


def vanishes(char):
    return u.category(char) == "Mn" or ord(char) in IGNORABLE


def fold(char):
    form = "NFKD" if within(ord(char), COMPATIBLE) else "NFD"
    text = u.normalize(form, u.normalize(form, char).casefold())
    return "".join(c for c in text if not vanishes(c))


def number(value):
    out = bytearray()
    while value >= 128:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


gone, changed = [], []
for code in range(0x80, 0x110000):
    char = chr(code)
    if within(code, LEFT_ALONE) or u.category(char) == "Cn" and code not in IGNORABLE:
        continue
    folded = fold(char)
    if not folded:
        if gone and sum(gone[-1]) == code:
            gone[-1][1] += 1
        else:
            gone.append([code, 1])
    elif len(folded) == 1 and folded != char:
        run = changed[-1] if changed and len(changed[-1]) == 4 else None
        difference = ord(folded) - code
        if run and run[3] == difference and (code - run[0] in (1, 2) if run[1] == 1 else code == run[0] + run[1] * run[2]):
            run[2] = run[2] if run[1] > 1 else code - run[0]
            run[1] += 1
        else:
            changed.append([code, 1, 1, difference])
    elif folded != char:
        changed.append([code, folded])

out = number(len(gone))
last = 0
for first, length in gone:
    out += number(first - last) + number(length)
    last = first + length
out += number(len(changed))
last = 0
for entry in changed:
    if len(entry) == 4:
        first, count, step, difference = entry
        zigzag = difference * 2 if difference >= 0 else -difference * 2 - 1
        out += number((first - last) * 2) + number(count * 2 + step - 1) + number(zigzag)
        last = first + (count - 1) * step
    else:
        first, folded = entry
        text = folded.encode()
        out += number((first - last) * 2 + 1) + number(len(text)) + text
        last = first
open("fold_table.bin", "wb").write(out)
