"""The API document (OpenAPI 3.1), made from the routes, the permission table and the shapes."""

import re

import orjson
from flask import Blueprint, Response, current_app, request
from pydantic.json_schema import models_json_schema

from inspections.lifecycle import MOVES
from inspections.permissions import PERMISSIONS, Scope

from . import shapes

PATH_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
PREFIX = "/api/v1"

bp = Blueprint("openapi", __name__)


def operations(app):
    """Every declared method: ``(path template, HTTP method, function)``."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        view = getattr(app.view_functions[rule.endpoint], "view_class", None)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            function = getattr(view, method.lower(), None)
            if hasattr(function, "operation"):
                yield PATH_PARAMETER.sub(r"{\1}", rule.rule), method.lower(), function


def document(app) -> dict:
    found = list(operations(app))
    declared = [function.operation for _, _, function in found]
    inbound = {shape for item in declared for shape in (item.body, item.uploads) if shape}
    outbound = {item.returns for item in declared if item.returns} | {shapes.Problem}
    pairs = [(shape, "validation") for shape in _sorted(inbound)] + [
        (shape, "serialization") for shape in _sorted(outbound)
    ]
    references, definitions = models_json_schema(pairs, ref_template="#/components/schemas/{model}")
    definitions["$defs"]["MoveDraft"]["properties"]["move"]["enum"] = list(MOVES)  # the one table of moves
    paths = {}
    for path, method, function in found:
        paths.setdefault(path.removeprefix(PREFIX), {})[method] = _operation(path, function, references)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lanjian 蓝检",
            "version": "1",
            "description": "Field inspection for public-interest litigation. Errors are RFC 9457 problem documents.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": PREFIX}],
        "paths": paths,
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _sorted(shapes_):
    return sorted(shapes_, key=lambda shape: (shape.__name__, shape.__module__))


def _operation(path, function, references):
    declared, summary = function.operation, function.__doc__.strip().split("\n")[0]
    permission = PERMISSIONS[declared.action]
    said = {
        "operationId": declared.action,
        "summary": summary,
        "tags": [path.removeprefix(PREFIX).split("/")[1]],
        "x-scope": permission.scope,
        "x-roles": sorted(permission.roles),
        "parameters": [*_path_parameters(path), *_query_parameters(declared.query), *_headers(declared.headers)],
        "responses": _responses(declared, permission.scope, references),
    }
    if permission.scope is not Scope.PUBLIC:
        said["security"] = [{"token": []}]
    if declared.body:
        said["requestBody"] = _body("application/json", references[declared.body, "validation"])
    if declared.takes:
        said["requestBody"] = {"content": {declared.takes: {}}}
    if declared.uploads:
        said["requestBody"] = _body("multipart/form-data", _form(declared.uploads))
    return said


def _body(media_type, schema):
    return {"required": True, "content": {media_type: {"schema": schema}}}


def _form(shape):
    """The fields of an upload: the file, and the fields of *shape* as text (``location`` as JSON text)."""
    texts = {name: {"type": "string"} for name in shape.model_fields}
    return {
        "type": "object",
        "required": [] if "upload_id" in texts else ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}, **texts},
    }


def _path_parameters(path):
    for name in re.findall(r"{(\w+)}", path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def _query_parameters(shape):
    if shape is None:
        return
    schema = shape.model_json_schema(ref_template="#/{model}")
    named = schema.get("$defs", {})
    for name, details in schema["properties"].items():
        yield {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "schema": _inlined(details, named),
        }


def _headers(shape):
    for name, details in shape.model_json_schema()["properties"].items() if shape else ():
        required = name in shape.model_json_schema()["required"]
        yield {"name": name, "in": "header", "required": required, "schema": details}


def _inlined(schema, named):
    if isinstance(schema, list):
        return [_inlined(item, named) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(named[schema["$ref"].removeprefix("#/")], named)
    return {key: _inlined(value, named) for key, value in schema.items()}


def _responses(declared, scope, references):
    problem = {"application/problem+json": {"schema": references[shapes.Problem, "serialization"]}}
    answers = {}
    if declared.returns:
        content = {declared.media_type: {"schema": references[declared.returns, "serialization"]}}
        if declared.creates:
            answers["201"] = {"description": "Created", "content": content}
        if not declared.creates or scope is not Scope.PUBLIC:  # a stranger has no way to say that it is a repeat
            answers["200"] = {"description": "Done, or done before", "content": content}
    elif declared.media_type != "application/json":
        answers["200"] = {"description": "The bytes", "content": {declared.media_type: {}}}
    else:
        answers["204"] = {"description": "Done"}
    answers["default"] = {"description": "A problem document; its code says which", "content": problem}
    return answers


@bp.get(f"{PREFIX}/openapi.json")
def openapi():
    """The document, made once per process; a client that has it already is told so."""
    cached = current_app.extensions.get("openapi")
    if cached is None:
        cached = current_app.extensions["openapi"] = orjson.dumps(document(current_app))
    response = Response(cached, content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)
