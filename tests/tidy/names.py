#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/tidy/names.py ROOT - a comment names nothing that is not there.

A word of a comment in src/ or tool/ that looks like a name (an underscore in it, or FLOOR/FILE.h) must stand in code, in a
view, in SQL or in a test somewhere, or be a file. Capitals in a lower-case name stand for anything: X_page_gather."""
import re
import sys
from pathlib import Path

COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|("(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\')', re.S)
NAME = re.compile(r'(?<![\w/.-])[A-Za-z]\w*_\w+(?![\w/-])')
FILE = re.compile(r'(?<![\w/.<-])(?:[\w-]+/)+[\w-]+\.(?:h|c|def|html|css|js|md|sh|play|acts)\b|(?<![\w/.<-])\w+\.(?:h|def)\b')
FOREIGN = re.compile(r'(MHD|SQLITE|CURL\w*|O|EVP|SSL|CLOCK|MAP|SOCK|MADV|SCHED|AI|LC|SIG|PR|IP|TCP|SO|MSG|PLENARY|RFC)_')


def main():
    root = Path(sys.argv[1])
    files = [path for folder in ('src', 'tool', 'tests', 'views', 'static', 'script', 'fuzz', 'bench', 'docs', 'examples')
             for path in (root / folder).rglob('*') if path.is_file() and path.suffix in
             ('.c', '.h', '.def', '.html', '.js', '.css', '.md', '.sh', '.play', '.acts', '.in', '.py', '')]
    paths = {str(path.relative_to(root)) for path in files}
    known, comments = set(), []
    for path in files:
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        name = str(path.relative_to(root))
        if path.suffix not in ('.c', '.h', '.def'):
            known |= set(re.findall(r'\w+', text)) if path.suffix not in ('.md',) else set()
            continue
        code = COMMENT.sub(lambda match: match.group(1) or ' ', text)
        known |= set(re.findall(r'\w+', code))
        if name.startswith(('src/', 'tool/')):
            comments += [(name, text.count('\n', 0, match.start()) + 1, match.group()) for match in COMMENT.finditer(text) if not match.group(1)]
    pasted = set()
    for path in files:
        if path.suffix in ('.c', '.h', '.def'):
            pasted |= {tuple(part) for part in re.findall(r'(\w*?)##\w+(?:##(\w+))?', path.read_text())}
    known |= {path.stem for path in files} | {'view_' + path.stem for path in files if path.suffix == '.html'}

    def is_there(word):
        if word in known or FOREIGN.match(word) or word in ('snake_case', 'PATH_MAX', 'NAME_MAX'):
            return True
        for before, after in pasted:
            middle = word[len(before):len(word) - len(after)]
            if (before or after) and word.startswith(before) and word.endswith(after) and middle in known:
                return True
        if word.endswith('_'):  # FAULT_KEY_*
            return any(name.startswith((word, word.partition('_')[2])) for name in known)
        capitals = word.upper() != word and re.search(r'[A-Z]', word)
        return bool(capitals) and any(re.fullmatch(re.sub(r'[A-Z]+', r'\\w*', word), name) for name in known)

    breaches = 0
    for name, line, comment in comments:
        for match in NAME.finditer(comment):
            if not is_there(match.group()):
                print(f'{name}:{line + comment.count(chr(10), 0, match.start())}: nothing is called {match.group()}')
                breaches += 1
        for match in FILE.finditer(comment):
            word = match.group()
            if any(place + word in paths for place in ('', 'src/', str(Path(name).parent) + '/')) or '/' not in word or re.search(r'[A-Z]\w*\.', word) \
                    or re.match(r'(FLOOR|FOLDER|X|DIR|build|tmp|sys|netinet|arpa)\b', word):
                continue
            print(f'{name}:{line + comment.count(chr(10), 0, match.start())}: there is no file {word}')
            breaches += 1
    return 1 if breaches else 0


sys.exit(main())
