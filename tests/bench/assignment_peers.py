"""The peers of the assignment benchmark, each a way from points and areas to pairs of both."""

import numpy

from tests import cluster


def each(features, lons, lats, slow_points, timed):
    """Yield (name, points used, median seconds, pairs) per peer; pairs are point × count of areas + number."""
    import geopandas
    import shapely

    outlines = numpy.array([shapely.geometry.shape(geometry) for _, geometry in features])
    polygons = geopandas.GeoDataFrame(geometry=outlines, crs=4326)
    places = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lons, lats, crs=4326))
    yield "geopandas.sjoin, points built before", len(lons), *timed(lambda: _sjoin(places, polygons))
    yield "shapely prepared, box first", len(lons), *timed(lambda: _prepared(outlines, lons, lats))
    yield "shapely STRtree of points, built before", len(lons), *_tree(outlines, places, timed)
    few = slice(0, slow_points)
    for name, peer in (("DuckDB spatial", _duckdb), ("PostGIS ST_Covers, GiST", _postgis)):
        try:
            yield f"{name}, {slow_points:,} points", slow_points, *peer(outlines, lons[few], lats[few], timed)
        except Exception as missing:  # a peer that is not here is no failure of ours
            print(f"{name}: left out, {type(missing).__name__}: {str(missing).splitlines()[0]}")


def _sjoin(places, polygons):
    found = places.sjoin(polygons, predicate="within")  # asked this way round it prepares the areas
    return found.index.to_numpy() * len(polygons) + found["index_right"].to_numpy()


def _prepared(outlines, lons, lats):
    import shapely

    shapely.prepare(outlines)
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


def _tree(outlines, places, timed):
    import shapely

    tree = shapely.STRtree(places.geometry.to_numpy())
    tree.query(outlines[0])

    def ask():
        areas, points = tree.query(outlines, "intersects")
        return points * len(outlines) + areas

    return timed(ask)


def _duckdb(outlines, lons, lats, timed):
    import duckdb
    import shapely
    from duckdb_extensions import import_extension

    import_extension("spatial")
    with duckdb.connect() as connection:
        connection.load_extension("spatial")
        places = {"number": numpy.arange(len(lons)), "lon": lons, "lat": lats}
        connection.register("places", places)
        connection.execute("CREATE TABLE point AS SELECT number, ST_Point(lon, lat) AS place FROM places")
        connection.execute("CREATE TABLE area (number BIGINT, outline GEOMETRY)")
        rows = [(number, wkb) for number, wkb in enumerate(shapely.to_wkb(outlines).tolist())]
        connection.executemany("INSERT INTO area VALUES (?, ST_GeomFromWKB(?))", rows)
        query = (
            f"SELECT point.number * {len(outlines)} + area.number AS pair FROM point "
            "JOIN area ON ST_Intersects(area.outline, point.place)"
        )
        return timed(lambda: connection.execute(query).fetchnumpy()["pair"])


def _postgis(outlines, lons, lats, timed):
    import psycopg
    import shapely

    reason = cluster.available()
    if reason:
        raise RuntimeError(reason)
    with cluster.Cluster() as server:
        server.create("bench")
        with psycopg.connect(host=str(server.folder), user=cluster.SUPERUSER, dbname="bench") as connection:
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
            return timed(lambda: numpy.array(run(query).fetchone()[0], dtype=numpy.int64))
