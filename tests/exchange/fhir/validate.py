"""Reads resources, one a line, with models made by others; tells every line that is not FHIR, and counts the rest."""

import json
import sys
from decimal import Decimal

from fhir.resources import construct_fhir_element
from fhir.resources.core.fhirabstractmodel import FHIRAbstractModel


def plain(value):
    """Numbers by their value, so that 60 and 60.0 are the same."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return Decimal(str(value))
    return value


def unknown_codes(value):
    """Codes that a resource's fixed lists do not have: the models know the lists, and leave it at that."""
    if isinstance(value, list):
        return [code for inner in value for code in unknown_codes(inner)]
    if not isinstance(value, FHIRAbstractModel):
        return []
    found = []
    for name, field in value.__fields__.items():
        inner = getattr(value, name)
        known = field.field_info.extra.get("enum_values") or []
        # A plus says that the list goes on.
        known = [] if "+" in known else known
        codes = inner if isinstance(inner, list) else [inner]
        found += [f"{name}: {code}" for code in codes if known and code is not None and code not in known]
        found += unknown_codes(inner)
    return found


def wrong_with(line):
    """What is wrong with a resource; nothing if it is read and written again as it was."""
    given = json.loads(line)
    model = construct_fhir_element(given["resourceType"], given)
    codes = unknown_codes(model)
    if codes:
        return f"not of the codes allowed: {', '.join(codes)}"
    return None if plain(json.loads(model.json())) == plain(given) else "it is not the same when it is written again"


def main():
    good, bad = 0, 0
    for number, line in enumerate(sys.stdin, 1):
        try:
            wrong = wrong_with(line)
        except Exception as error:  # whatever the models say
            wrong = str(error)
        if wrong is None:
            good += 1
        else:
            bad += 1
            print(f"line {number}: {wrong}", file=sys.stderr)
    print(good)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
