"""How French says "in" a département: « dans l’Aisne », « à Paris », « en Guyane »."""

# Codes by what stands before the name; every other one takes « en »: en Dordogne.
CODES = {
    "dans l’": "01 02 03 10 11 12 27 34 36 38 60 61 89 91",
    "dans le ": "14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 "
    "84 90 94 95",
    "dans la ": "23 26 42 50 51 55 58 72 80 86",
    "dans les ": "04 05 06 08 13 22 40 64 65 66 78 79 88 92",
    "à ": "75 974 975 976 977 978 986",
}
BEFORE = {code: words for words, codes in CODES.items() for code in codes.split()}


def locative(code: str, name: str) -> str:
    return BEFORE.get(code, "en ") + name
