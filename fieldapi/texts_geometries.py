"""Sentences about imports: what a dry run says of geometries, and of how they lie to each other."""

SENTENCES = {
    "no_geometry": ("没有几何。", "There is no geometry."),
    "unreadable_geometry": ("几何无法读取。", "The geometry can't be read."),
    "bad_geometry_type": ("该类图层不接受几何类型 {value}。", "Layers of this kind take no geometry of type {value}."),
    "bad_coordinates": ("{path} 应为坐标的非空数组。", "{path} must be a non-empty array of coordinates."),
    "bad_position": (
        "{path} 应为 [经度, 纬度]，均为有限的数。",
        "{path} must be [longitude, latitude], finite numbers.",
    ),
    "not_coordinates": (
        "坐标“{value}”不是数字（该处第 {number} 个）。",
        "The coordinates “{value}” (number {number} there) are no numbers.",
    ),
    "ring_not_closed": ("环 {path} 没有闭合：首尾坐标不同。", "The ring {path} is not closed: its ends differ."),
    "too_few_positions": ("{path} 至少要有 {least} 个坐标。", "{path} needs at least {least} positions."),
    "repeated_position": ("与前一个坐标重复。", "The same position twice in a row."),
    "coordinates_out_of_range": (
        "换算后坐标 {x}, {y} 不是经纬度，坐标参照系可能有误。",
        "{x}, {y} is no longitude and latitude: the coordinate reference system seems wrong.",
    ),
    "coordinates_swapped": (
        "坐标 {x}, {y} 的纬度超出 ±90，经纬度可能填反了。",
        "{x}, {y}: the latitude is beyond ±90; longitude and latitude seem swapped.",
    ),
    "coordinates_swapped_outside": (
        "全部要素都在本院辖区之外，对调经纬度后则在其内：经纬度可能填反了。",
        "All features lie outside the office's area, and inside it with longitude and latitude swapped.",
    ),
    "across_antimeridian": ("边跨越了 180° 经线，请在经线处切开。", "An edge crosses the antimeridian; cut it there."),
    "self_intersection": ("边界自相交，位置在 {lon}, {lat} 附近。", "The boundary crosses itself near {lon}, {lat}."),
    "ring_self_intersection": (
        "环自相交或自相切，位置在 {lon}, {lat} 附近。",
        "A ring touches or crosses itself near {lon}, {lat}.",
    ),
    "hole_outside_shell": (
        "内环在外环之外，位置在 {lon}, {lat} 附近。",
        "A hole lies outside its shell near {lon}, {lat}.",
    ),
    "nested_holes": ("内环互相嵌套，位置在 {lon}, {lat} 附近。", "Holes are nested near {lon}, {lat}."),
    "nested_shells": ("外环互相嵌套，位置在 {lon}, {lat} 附近。", "Shells are nested near {lon}, {lat}."),
    "interior_disconnected": (
        "内部不连通，位置在 {lon}, {lat} 附近。",
        "The interior is disconnected near {lon}, {lat}.",
    ),
    "duplicate_rings": ("有重复的环，位置在 {lon}, {lat} 附近。", "Rings are duplicated near {lon}, {lat}."),
    "no_area": ("环没有面积，位置在 {lon}, {lat} 附近。", "A ring has no area near {lon}, {lat}."),
    "invalid_geometry": ("几何无效（{reason}），位置在 {lon}, {lat} 附近。", "Invalid ({reason}) near {lon}, {lat}."),
    "repaired": (
        "已按要求修复：修复前 {before} 平方米，修复后 {after} 平方米，请核对。",
        "Repaired as asked: {before} m² before, {after} m² after; please check.",
    ),
    "code_twice": ("代码“{value}”与第 {first} 个要素重复。", "The code “{value}” is that of feature {first}, too."),
    "geometry_twice": ("几何与第 {first} 个要素完全相同。", "The geometry is that of feature {first}, too."),
    "overlap": ("与第 {other} 个要素重叠 {area_m2} 平方米。", "Overlaps feature {other} by {area_m2} m²."),
    "gap": ("有 {area_m2} 平方米的空隙不属于任何要素。", "A gap of {area_m2} m² belongs to no feature."),
    "outside_outline": (
        "全部或部分在本院辖区轮廓之外。",
        "Lies beyond the office's outline, wholly or in part.",
    ),
    "beyond_outline": (
        "有 {area_m2} 平方米在本院辖区轮廓之外。",
        "{area_m2} m² lie beyond the outline of the office's area.",
    ),
    "outside_office": (
        "“{name}”有 {share}% 在本院辖区轮廓之外。请裁去界外部分；跨辖区的责任区、管网由上级院导入。",
        "{share}% of “{name}” lies outside the office's area. Cut it off; what crosses areas is for the office above.",
    ),
    "overlaps_other_layer": (
        "与现行的同类图层“{layer}”（{key}）重叠 {area_m2} 平方米："
        "本图层有 {won} 个要素优先，有 {lost} 个在重叠处不起作用。"
        "区划代码小的优先，代码相同时 key 在前的优先：{pairs}。如应以本图层为准，请先撤回另一图层，或沿用其 key。",
        "Overlaps “{layer}” ({key}), a layer of that kind in force, by {area_m2} m²: {won} features here win, {lost} "
        "are not heard there. The lower code wins, of equal ones the key that comes first: {pairs}. If this layer is "
        "the right one, let the other be withdrawn, or use its key.",
    ),
}
