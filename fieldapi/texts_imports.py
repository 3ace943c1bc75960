"""Sentences about imports: what a dry run says of layers and of sheets of rules."""

SENTENCES = {
    "layer_withdrawn": ("该版本已撤回。", "This version was withdrawn already."),
    "layer_superseded": (
        "该版本之后另有版本，只能撤回最新的版本。",
        "A later version follows this one; only the newest can be withdrawn.",
    ),
    "period_ends_before_it_begins": ("结束日期早于起始日期。", "It ends before it begins."),
    "layer_of_other_office": (
        "图层“{key}”（{name}）不归本院或下级院维护，请另用 key。",
        "The layer “{key}” ({name}) is kept by another office; use another key.",
    ),
    "layer_of_other_kind": (
        "图层“{key}”现为 {kind} 类，新版本须同类。",
        "The layer “{key}” is of kind {kind}; so must its versions be.",
    ),
    "valid_from_required": (
        "该图层已有第 {version} 版，新版本须写明自何日起施行。",
        "The layer has a version {version}; say from which day the new one holds.",
    ),
    "not_after_previous": (
        "须晚于第 {version} 版的起始日期 {day}。",
        "Must be later than {day}, when version {version} began.",
    ),
    "code_required": (
        "行政区划图层须指明区划代码所在的列（{digits} 位）。",
        "Administrative areas need the column of their code ({digits} digits).",
    ),
    "bad_area_code": (
        "“{value}”不是该级的 {digits} 位区划代码。",
        "“{value}” is no code of {digits} digits of this level.",
    ),
    "outside_office_area": (
        "区划代码 {value} 不在本院辖区 {area} 之内。",
        "The code {value} is not within {area}, the office's area.",
    ),
    "unknown_area_code": (
        "区划代码 {value} 不在 GB/T 2260（2023 年年中）县级名录中，请核对。",
        "The code {value} is not in the list of counties of GB/T 2260 as of mid 2023; please check.",
    ),
    "unmatched_agency": ("名录中没有单位“{value}”。", "There is no agency “{value}” in the directory."),
    "ambiguous_agency": (
        "名录中名为“{value}”的单位不止一个，请用 key 或编号。",
        "Several agencies are named “{value}”; use the key or the id.",
    ),
    "unknown_role": (
        "“{value}”不是责任角色（owner、regulator、territorial）。",
        "“{value}” is no role (owner, regulator, territorial).",
    ),
    "unknown_kind": (
        "没有设施种类“{value}”，见 /api/v1/kinds。",
        "There is no asset kind “{value}”; see /api/v1/kinds.",
    ),
    "unsupported_layer_file": (
        "内容不是可接受的图层文件：GeoPackage、Shapefile（zip）、GeoJSON、KML/KMZ、GML、FlatGeobuf。",
        "The content is no layer file that is taken: GeoPackage, zipped Shapefile, GeoJSON, KML/KMZ, GML, FlatGeobuf.",
    ),
    "undecodable_layer_file": (
        "文件按 {driver} 格式无法读取：{reason}",
        "The file can't be read as {driver}: {reason}",
    ),
    "not_a_feature_collection": ("GeoJSON 须为 FeatureCollection。", "The GeoJSON must be a FeatureCollection."),
    "no_features": ("文件中没有要素。", "The file holds no features."),
    "too_many_features": ("要素超过上限 {limit} 个。", "More than {limit} features."),
    "too_many_vertices": (
        "第 {row} 个要素有 {vertices} 个顶点，上限 {limit} 个。",
        "Feature {row} has {vertices} vertices; the limit is {limit}.",
    ),
    "too_many_vertices_in_file": (
        "文件共有 {vertices} 个顶点，上限 {limit} 个。",
        "The file has {vertices} vertices; the limit is {limit}.",
    ),
    "which_layer": (
        "文件中有多个图层，请用 layer 指明其一：{layers}。",
        "The file has several layers; name one in layer: {layers}.",
    ),
    "shapefile_incomplete": ("Shapefile 缺少 {missing}。", "The Shapefile lacks {missing}."),
    "zip_without_layer": (
        "压缩包内须恰有一个 Shapefile 或一个 KML（现有 {shapefiles} 个、{documents} 个）。",
        "The zip must hold one Shapefile or one KML; it holds {shapefiles} and {documents}.",
    ),
    "broken_zip": ("压缩包已损坏：{reason}", "The zip is broken: {reason}"),
    "zip_too_many_entries": (
        "压缩包内有 {entries} 项，上限 {limit} 项。",
        "The zip has {entries} entries; the limit is {limit}.",
    ),
    "zip_too_large": ("压缩包解开后超过 {limit} 字节。", "The zip unpacks to over {limit} bytes."),
    "zip_overlapping": ("压缩包内各项相互重叠。", "Entries of the zip overlap."),
    "zip_leads_outside": ("压缩包内的路径“{name}”不可接受。", "The zip holds the path “{name}”, which is not taken."),
    "zip_with_link": ("压缩包内“{name}”是链接，不可接受。", "“{name}” in the zip is a link."),
    "zip_encrypted": ("压缩包已加密。", "The zip is encrypted."),
    "zip_in_zip": ("压缩包内还有压缩包“{name}”。", "There is a zip in the zip: “{name}”."),
    "zip_name_twice": ("压缩包内有重名文件“{name}”。", "The zip holds “{name}” twice."),
    "zip_bomb": ("压缩包内“{name}”压缩比异常。", "“{name}” in the zip is compressed suspiciously."),
    "unsafe_xml": ("XML 含 DTD 或实体声明，不予读取。", "The XML declares a DTD or entities; it is not read."),
    "broken_xml": ("XML 有误：{reason}", "The XML is broken: {reason}"),
    "xml_too_deep": ("XML 嵌套超过 {limit} 层。", "The XML is nested deeper than {limit}."),
    "which_encoding": (
        "属性文字的编码不能确定，请用 encoding 指明。各种读法：{samples}。",
        "The encoding of the texts can't be told; say it in encoding. How they read: {samples}.",
    ),
    "unknown_encoding": ("不认识的编码“{value}”。", "Unknown encoding “{value}”."),
    "undecodable_text": ("有文字不能按 {value} 读出：{sample}", "A text can't be read as {value}: {sample}"),
    "crs_unknown": (
        "文件没有说明坐标参照系，请用 crs 指明（如 EPSG:4490）。",
        "The file does not say its coordinate reference system; say it in crs, such as EPSG:4490.",
    ),
    "bad_crs": ("不认识的坐标参照系“{value}”。", "Unknown coordinate reference system “{value}”."),
    "crs_overridden": (
        "按所声明的 {value} 读取，文件自称为 {said}。",
        "Read as {value}, as declared; the file itself says {said}.",
    ),
    "unknown_column": ("没有列“{value}”，现有：{columns}。", "There is no column “{value}”; there are: {columns}."),
    "bad_text": (
        "“{value}”过长（上限 {limit} 字）或含不可见字符。",
        "“{value}” is too long (over {limit}) or not printable.",
    ),
    "no_geometry": ("没有几何。", "There is no geometry."),
    "unreadable_geometry": ("几何无法读取。", "The geometry can't be read."),
    "bad_geometry_type": ("该类图层不接受几何类型 {value}。", "Layers of this kind take no geometry of type {value}."),
    "bad_coordinates": ("{path} 应为坐标的非空数组。", "{path} must be a non-empty array of coordinates."),
    "bad_position": (
        "{path} 应为 [经度, 纬度]，均为有限的数。",
        "{path} must be [longitude, latitude], finite numbers.",
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
    "not_a_day": ("“{value}”不是日期，应写作 2026-06-29。", "“{value}” is no day; write 2026-06-29."),
    "import_state": ("该导入的状态为“{status}”，不能这样操作。", "The import is {status}; that is not possible now."),
    "reader_timed_out": ("文件读取超时，已中止。", "Reading the file took too long and was stopped."),
    "reader_out_of_memory": (
        "读取该文件所需内存超过上限，已中止。",
        "Reading the file took too much memory and was stopped.",
    ),
    "reader_crashed": (
        "文件读取程序异常中止，文件可能已损坏或内存、时间超限。",
        "Reading the file ended abnormally: it may be damaged, or over a limit of memory or time.",
    ),
    # sheets of rules
    "not_a_workbook": ("不是可读取的 Excel 工作簿（.xlsx）。", "Not an Excel workbook (.xlsx) that can be read."),
    "no_rule_sheet": ("工作簿中没有“{name}”工作表。", "The workbook has no sheet “{name}”."),
    "heading_missing": ("缺少这一列。", "This column is missing."),
    "formula_cell": ("单元格含公式或错误值，请改为文字。", "The cell holds a formula or an error value; write text."),
    "too_many_rows": ("超过 {limit} 行。", "More than {limit} rows."),
    "rule_twice": ("规则代码“{value}”在表中重复。", "The code “{value}” stands in the sheet twice."),
    "cell_not_taken": (
        "“{value}”不符合要求，请看“填写说明”。",
        "“{value}” is not taken; see the sheet “填写说明”.",
    ),
    "function_or_agency": ("职能与单位须填一项，且只能填一项。", "Give the function or the agency, one of them."),
    "other_rule_needed": (
        "规则的角色和区划代码不能改，请另立一条规则。",
        "Role and area of a rule stay as they are; begin another rule.",
    ),
    "code_not_in_list": ("代码“{value}”不在代码表中。", "The code “{value}” is not in the lists."),
    "name_not_in_list": ("名称“{value}”不在代码表中。", "The name “{value}” is not in the lists."),
    "name_of_several": ("名称“{value}”不止一个，请填代码。", "Several are named “{value}”; give the code."),
    "name_differs": (
        "名称“{value}”与代码不符，该代码的名称为“{name}”。",
        "The name “{value}” is not that of the code, which is “{name}”.",
    ),
    "choice_not_taken": ("“{value}”不在可选值中：{allowed}。", "“{value}” is not one of: {allowed}."),
    "not_a_whole_number": ("“{value}”不是整数。", "“{value}” is no whole number."),
    "sheet_is_older": (
        "该规则在本表导出后已有修改，现为第 {version} 版，请重新导出。",
        "The rule was changed after this sheet was exported; it is now version {version}. Export anew.",
    ),
    "mark_taken_away": ("该规则原为已核实，将改为未核实。", "The rule was verified and will not be any more."),
    "verified_anew": (
        "该规则有改动且仍标为已核实，将以实施导入的人为核实人。",
        "The rule is changed and still marked as verified: whoever applies the import verifies it.",
    ),
    "verified_by_nobody": (
        "从命令行导入不能标为已核实：核实须有核实人。",
        "An import from the command line can't mark rules as verified: somebody has to verify them.",
    ),
}
