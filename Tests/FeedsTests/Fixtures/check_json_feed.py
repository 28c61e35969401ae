"""Checks a JSON feed on standard input against the schema that is named, and prints what is wrong with it."""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
for error in validator.iter_errors(json.load(sys.stdin)):
    print(f"{error.json_path}: {error.message}")
