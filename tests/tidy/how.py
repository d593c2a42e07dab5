#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tests/tidy/how.py ROOT BUILD - compiles the How block of each header, so that examples cannot go stale.

A How block is C with comments behind //. A name that it does not declare has the type of the parameter that it is passed for.
`...` stands for what the reader does: a statement, all arguments of a call, or a value."""
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

STRING = r'"(?:\\.|[^"\\])*"'
COMMON = {'error': 'struct error', 'arena': 'struct arena *', 'out': 'struct buffer *', 'now': 'int64_t', 'i': 'size_t'}


def how_block(text):
    """The block's first line, and its lines as C."""
    start, lines = None, []
    for number, line in enumerate(text.split('*/')[0].split('\n'), 1):
        if start is None and re.match(r' \* +How( |$)', line):
            start, line = number, line.replace('How', '   ', 1)
        elif start is not None and (not line.strip(' *') or re.match(r' \* [A-Z][a-z]+( |$)', line)):
            break
        if start is not None:
            lines.append(re.sub(rf'({STRING})|//.*', r'\1', line[2:]))
    return start, '\n'.join(lines)


def split_arguments(text):
    """The arguments between the brackets that open at text[0]; None where they do not close."""
    depth, parts, part = 0, [], ''
    for byte in text:
        depth += (byte in '([{') - (byte in ')]}')
        if depth == 0:
            return [piece.strip() for piece in [*parts, part] if piece.strip()]
        if byte == ',' and depth == 1:
            parts, part = [*parts, part], ''
        elif not (byte == '(' and depth == 1 and part == '' and not parts):
            part += byte
    return None


def prototypes(code):
    """Of each function the types of its parameters."""
    found = {}
    for match in re.finditer(r'\b([a-z_]\w*)\s*(?=\()', code):
        parts = split_arguments(code[match.end():])
        if parts and match.group(1) not in found and all(re.match(r'(const |struct |enum |unsigned |\w+_t\b|\w+ )', part) for part in parts):
            found[match.group(1)] = [re.sub(r'\b\w+(\[\w*\])?$', lambda name: '*' if name.group(1) else '', part).strip()
                                     if not re.search(r'\(\*', part) else 'void *' for part in parts]
    return found


def undeclared(code, functions):
    """Name and type of what the block passes without having declared it."""
    plain = re.sub(STRING, '""', code)
    types = {}
    for match in re.finditer(r'(?<![.>])\b([a-z_]\w*)\s*(?=\()', plain):
        for argument, kind in zip(split_arguments(plain[match.end():]) or [], functions.get(match.group(1), [])):
            name = argument.lstrip('&')
            if not re.fullmatch(r'[a-z]\w*', name) or name in ('true', 'false', 'sizeof'):
                continue
            if argument != name and kind.endswith('*'):
                kind = re.sub(r'^const ', '', kind.rstrip()[:-1])
            types.setdefault(name, kind)
    for name, kind in COMMON.items():
        if re.search(rf'(?<![.>])\b{name}\b', plain):
            types.setdefault(name, kind)
    declared = set(re.findall(r'\b(?:struct \w+|enum \w+|bool|char|int|unsigned|\w+_t)(?: const)?[\s*]+(?:const )?(\w+)\s*[\[=;,]', plain))
    for group in re.findall(r'\b(?:struct \w+|bool|unsigned|\w+_t) \*?\w+((?:, ?\*?\w+)+);', plain):
        declared |= set(re.findall(r'\w+', group))
    return {name: kind for name, kind in types.items() if name not in declared}


def function(path, name, functions):
    start, code = how_block(path.read_text())
    if start is None:
        return ''
    code = re.sub(r'\b(\w+)\(\.\.\.\)', r'(\1 != 0)', code)
    if re.match(r'\s*[A-Z]+\(\w+\) {', code):  # definitions: CHECK(meeting_check_doors) { ... return true; }
        return f'#line {start} "src/{name}"\n' + code.replace('...', '') + '\n'
    variables = undeclared(code, functions)
    code = re.sub(r' = \.\.\.', '', re.sub(r'\.\w+ = \.\.\.,?', '', code))
    code = re.sub(r'\.\.\.;?', '(void)0;', code)
    declarations = ''.join(f' {kind} {variable};' for variable, kind in variables.items())
    return f'static long how_{re.sub(r"[^a-z0-9]", "_", name)}(void)\n{{{declarations} {{\n#line {start} "src/{name}"\n{code}\n}} return 0; }}\n'


def main():
    root, build = Path(sys.argv[1]), Path(sys.argv[2])
    command = next(entry['command'] for entry in json.loads((build / 'compile_commands.json').read_text())
                   if entry['file'].endswith('src/cmd/main.c'))
    words = shlex.split(command)
    compiler = [next(word for word in words if not word.endswith('ccache'))] + [word for word in words if re.match(r'-[ID]|-std=|-pthread', word)]
    compile_it = lambda source, *options: subprocess.run([*compiler, *options, '-xc', '-'], input=source, cwd=build, text=True, capture_output=True)

    headers = {str(path.relative_to(root / 'src')): path for path in sorted((root / 'src').rglob('*.h'))}
    source = '#include <stddef.h>\n#include "views.h"\n' + ''.join(f'#include "{name}"\n' for name in headers)
    functions = prototypes(compile_it(source, '-E', '-P').stdout)
    blocks = [function(path, name, functions) for name, path in headers.items()]
    check = lambda *blocks: compile_it(source + ''.join(blocks), '-fsyntax-only', '-Werror', '-Wno-unused-value', '-Wno-switch',
                                          '-Wno-tautological-pointer-compare')
    if check(*blocks).returncode == 0:
        return 0
    for block in blocks:  # each by itself, since a bracket that is missing would spoil those that follow
        print(check(block).stderr, end='')
    return 1


sys.exit(main())
