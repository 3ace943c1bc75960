"""Sentences about imports: what a dry run says of layers, of codes and of sheets of rules."""

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
        "该要素有 {vertices} 个顶点，上限 {limit} 个。",
        "The feature has {vertices} vertices; the limit is {limit}.",
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
    "no_datum_operation": (
        "坐标参照系 {value} 到 WGS84 在当地没有公布的换算参数，不换算可能差数十至数百米。"
        "请先用当地参数换算到 CGCS2000 或 WGS84，或在 crs 中写明带 TOWGS84 参数的坐标参照系。",
        "No published operation leads from {value} to WGS84 there; without one it may be off by tens to hundreds of "
        "metres. Convert to CGCS2000 or WGS84 by local parameters first, or say a CRS with TOWGS84 in crs.",
    ),
    "unknown_column": ("没有列“{value}”，现有：{columns}。", "There is no column “{value}”; there are: {columns}."),
    "bad_text": (
        "“{value}”过长（上限 {limit} 字）或含不可见字符。",
        "“{value}” is too long (over {limit}) or not printable.",
    ),
    "not_a_day": ("“{value}”不是日期，应写作 2026-06-29。", "“{value}” is no day; write 2026-06-29."),
    "import_state": ("该导入的状态为“{status}”，不能这样操作。", "The import is {status}; that is not possible now."),
    "reader_timed_out": ("文件读取超时，已中止。", "Reading the file took too long and was stopped."),
    "feature_timed_out": (
        "该要素的几何过于复杂，核对或修复用时过长，已中止；请先在地理信息软件中化简或修复。",
        "Checking or repairing this feature took too long and was stopped; simplify or repair it in a GIS first.",
    ),
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
