"""Wrong: HOST is looked at, and the port comes from a table in the program.

Loses: connects
Says: command line
"""
import asyncio
import json
import sys

CONFIG = json.loads('{"host": "localhost", "port": "7000"}')


async def main(host):
    reader, writer = await asyncio.open_connection(host, int(CONFIG["port"]))
    writer.write(b"hello!")
    await writer.drain()
    print((await reader.read()).decode())
    writer.close()


asyncio.run(main(sys.argv[1]))
