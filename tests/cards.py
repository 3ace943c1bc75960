"""Cards of cameras for the stories: pictures that claim what they are told to, and the steps with them."""

from io import BytesIO

from PIL import Image, TiffImagePlugin

from tests.people import PHOTOS
from tests.tus import Phone

SCHOOL, MARKET = (117.385, 37.775), (117.390, 37.775)  # 441 m apart
APPLIED = {"apply_card": 2}  # the card's own entry, and that of the photo that it adds
EXIF_IFD, GPS_IFD = 0x8769, 0x8825


def picture(at=None, place=None, *, device="NIKON", zone="+08:00", shade=0):
    """A JPEG that claims to be taken *at* HH:MM:SS of 29 June 2026; *shade* makes other bytes of the same claims."""
    exif = Image.Exif()
    exif[0x010F] = device
    if at:
        exif.get_ifd(EXIF_IFD).update({0x9003: f"2026:06:29 {at}"} | ({0x9011: zone} if zone else {}))
    if place:
        (lon, lat), gps = place, exif.get_ifd(GPS_IFD)
        gps.update({1: "N", 2: _degrees(lat), 3: "E", 4: _degrees(lon)})
    out = BytesIO()
    with Image.open(PHOTOS / "orientation" / "Landscape_1.jpg") as image:
        small = image.convert("RGB").resize((64, 48))
        small.putpixel((0, 0), (shade, shade, shade))
        small.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _degrees(value):
    """Degrees, minutes and seconds to a ten-thousandth."""
    ten_thousandths = round(value * 3600 * 10_000)
    minutes, rest = divmod(ten_thousandths, 600_000)
    rational = TiffImagePlugin.IFDRational
    return rational(minutes // 60), rational(minutes % 60), rational(rest, 10_000)


def outing():
    """A card as Li Wenqing's camera holds it: name → bytes."""
    return {
        "DSC_0001.JPG": picture("10:00:00", SCHOOL),
        "DSC_0002.JPG": picture("10:01:00", SCHOOL),
        "DSC_0003.JPG": picture("10:02:00"),
        "DSC_0004.JPG": picture("10:05:00", MARKET),
        "DSC_0005.JPG": picture("10:40:00", MARKET),
        "DSC_0006.JPG": picture(None, MARKET),
    }


def sent(person, files):
    """Upload them, each by itself: what a card is gathered from."""
    phone = Phone(person)
    begun = {name: phone.begin(len(content), content=content) for name, content in files.items()}
    return [{"upload_id": response.json["id"], "name": name} for name, response in begun.items()]


def gathered(person, files, *, status=201, **said):
    return person.post("/cards", {"name": "尼康相机卡", "files": sent(person, files)} | said, status=status)


def act(person, card, act, *, status=200, **said):
    said = {"version": card["version"], "act": act} | said
    return person.post(f"/cards/{card['id']}/acts", said, status=status)


def apply(person, card, *, status=200):
    return person.post(f"/cards/{card['id']}/apply", {"version": card["version"]}, status=status)


def card_acts(did, person):
    """Every act on cards once."""
    said = {"name": "卡", "files": sent(person, {"DSC_0001.JPG": picture("10:00:00", SCHOOL, shade=1)})}
    card, hazard = did("open_card", lambda: person.post("/cards", said, status=201)), person.record()
    spot = {"spot_id": card["spots"][0]["id"], "hazard_id": hazard["id"]}
    card = did("arrange_card", lambda: act(person, card, "assign", **spot))
    card = did("apply_card", lambda: apply(person, card))
    version = {"version": card["version"]}
    did("discard_card", lambda: person.post(f"/cards/{card['id']}/discard", version))


def names(card):
    """The names of the files, spot by spot, and of the unsorted ones."""
    return [_names(spot["files"]) for spot in card["spots"]], _names(card["unsorted"])


def _names(files):
    return [int(file["name"].partition("_")[2].partition(".")[0]) for file in files]
