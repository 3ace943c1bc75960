"""One file by tuspy, in chunks with checksums, however often the network breaks; a process, as it leaves files open.

python upload.py ENDPOINT AUTHORIZATION FILE METADATA-AS-JSON [STOP-AT [ADDRESS]]
"""

import json
import sys

from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError, TusUploadFailed


def main(endpoint, authorization, path, metadata, stop_at=None, address=None):
    client = TusClient(endpoint, headers={"Authorization": authorization})
    uploader = client.uploader(path, chunk_size=400_000, metadata=json.loads(metadata), upload_checksum=True)
    if address:
        uploader.set_url(address)
        uploader.offset = uploader.get_offset()
    began, broken = uploader.offset, 0
    end = int(stop_at or uploader.get_file_size())
    while uploader.offset < end:
        try:
            uploader.upload(stop_at=end)
        except (TusCommunicationError, TusUploadFailed):
            broken += 1
            if uploader.url:
                uploader.offset = uploader.get_offset()
    print(json.dumps({"url": uploader.url, "began": began, "broken": broken}))


if __name__ == "__main__":
    main(*sys.argv[1:])
