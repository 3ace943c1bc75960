"""The peers of the assignment benchmark, each a way from points and areas to pairs of both."""

import numpy

from tests import cluster


def ready(features, lons, lats, slow_points, stack):
    """Yield (name, points used, ask) per peer; ``ask()`` returns pairs as point × count of areas + number.

    Whatever can be made before the question is made before. Servers end with the ExitStack *stack*.
    """
    import geopandas
    import shapely

    outlines = numpy.array([shapely.geometry.shape(geometry) for _, geometry in features])
    polygons = geopandas.GeoDataFrame(geometry=outlines, crs=4326)
    places = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lons, lats, crs=4326))
    tree = shapely.STRtree(places.geometry.to_numpy())
    shapely.prepare(outlines)
    yield "geopandas.sjoin", len(lons), lambda: _sjoin(places, polygons)
    yield "shapely prepared, box first", len(lons), lambda: _prepared(outlines, lons, lats)
    yield "shapely STRtree of points", len(lons), lambda: _tree(tree, outlines)
    few = slice(0, slow_points)
    for name, peer in (("DuckDB spatial", _duckdb), ("PostGIS", _postgis)):
        try:
            ask = peer(outlines, lons[few], lats[few], stack)
        except Exception as missing:  # a peer that is not here is no failure of ours
            print(f"{name}: left out, {type(missing).__name__}: {str(missing).splitlines()[0]}")
        else:
            yield f"{name}, {slow_points:,} points", slow_points, ask


def _sjoin(places, polygons):
    found = places.sjoin(polygons, predicate="within")  # asked this way round it prepares the areas
    return found.index.to_numpy() * len(polygons) + found["index_right"].to_numpy()


def _prepared(outlines, lons, lats):
    import shapely

    order = numpy.argsort(lons)
    x, y = lons[order], lats[order]
    found = []
    for number, (west, south, east, north) in enumerate(shapely.bounds(outlines)):
        start = numpy.searchsorted(x, west)
        stop = numpy.searchsorted(x, east, side="right")
        inside = numpy.flatnonzero((y[start:stop] >= south) & (y[start:stop] <= north)) + start
        inside = inside[shapely.intersects_xy(outlines[number], x[inside], y[inside])]
        found.append(order[inside] * len(outlines) + number)
    return numpy.concatenate(found)


def _tree(tree, outlines):
    areas, points = tree.query(outlines, "intersects")
    return points * len(outlines) + areas


def _duckdb(outlines, lons, lats, stack):
    import duckdb
    import shapely
    from duckdb_extensions import import_extension

    import_extension("spatial")
    connection = stack.enter_context(duckdb.connect())
    connection.load_extension("spatial")
    connection.register("places", {"number": numpy.arange(len(lons)), "lon": lons, "lat": lats})
    connection.execute("CREATE TABLE point AS SELECT number, ST_Point(lon, lat) AS place FROM places")
    connection.execute("CREATE TABLE area (number BIGINT, outline GEOMETRY)")
    rows = [(number, wkb) for number, wkb in enumerate(shapely.to_wkb(outlines).tolist())]
    connection.executemany("INSERT INTO area VALUES (?, ST_GeomFromWKB(?))", rows)
    query = (
        f"SELECT point.number * {len(outlines)} + area.number AS pair FROM point "
        "JOIN area ON ST_Intersects(area.outline, point.place)"
    )
    return lambda: connection.execute(query).fetchnumpy()["pair"]


def _postgis(outlines, lons, lats, stack):
    import psycopg
    import shapely

    if reason := cluster.available():
        raise RuntimeError(reason)
    server = stack.enter_context(cluster.Cluster())
    server.create("bench")
    connection = stack.enter_context(psycopg.connect(host=str(server.folder), user=cluster.SUPERUSER, dbname="bench"))
    run = connection.execute
    run("CREATE EXTENSION postgis")
    run("CREATE TABLE area (number bigint, outline geometry(Geometry, 4326))")
    run("CREATE TABLE point (number bigint, lon float8, lat float8, place geometry(Point, 4326))")
    with connection.cursor() as cursor:
        rows = [(number, wkb) for number, wkb in enumerate(shapely.to_wkb(outlines).tolist())]
        cursor.executemany("INSERT INTO area VALUES (%s, ST_SetSRID(ST_GeomFromWKB(%s), 4326))", rows)
        with cursor.copy("COPY point (number, lon, lat) FROM STDIN") as copy:
            for row in zip(range(len(lons)), lons.tolist(), lats.tolist(), strict=True):
                copy.write_row(row)
    run("UPDATE point SET place = ST_SetSRID(ST_MakePoint(lon, lat), 4326)")
    run("CREATE INDEX ON area USING gist (outline)")
    run("ANALYZE")
    query = (
        f"SELECT array_agg(point.number * {len(outlines)} + area.number) FROM point "
        "JOIN area ON ST_Covers(area.outline, point.place)"
    )
    return lambda: numpy.array(run(query).fetchone()[0], dtype=numpy.int64)
