"""/hazards/clusters, /hazards/counts"""

from flask_restx import Namespace, Resource

from geo import quadkeys
from inspections import clusters

from . import present, queries, shapes
from .api import operation

ns = Namespace("clusters", path="/hazards", description="Hazards counted, for a map and for the head of a list")


@ns.route("/clusters")
class Clusters(Resource):
    @operation("list_clusters", query=queries.ClusterQuery, returns=shapes.ClusterList)
    def get(self, call):
        """The hazards that you may see in a box, as clusters for a map at a zoom."""
        found = clusters.find(call.session, call.actor, call.query.filters, call.query.zoom)
        return present.page([_cluster(cluster) for cluster in found])


@ns.route("/counts")
class Counts(Resource):
    @operation("count_hazards", returns=shapes.Counts)
    def get(self, call):
        """How many hazards your offices and those below handle: by status, type and month."""
        return clusters.counts(call.session, call.actor)


def _cluster(cluster):
    return {
        "lon": cluster.lon_sum / cluster.count,
        "lat": cluster.lat_sum / cluster.count,
        "count": cluster.count,
        "statuses": cluster.statuses,
        "bbox": quadkeys.bounds(cluster.cell, cluster.level),
        "hazard_id": cluster.hazard_id,
    }
