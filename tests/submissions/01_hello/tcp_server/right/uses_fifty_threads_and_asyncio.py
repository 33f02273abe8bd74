"""Right: fifty threads count, asyncio answers, and the message travels between them."""
import asyncio
import sys
import threading

THREADS = 50


def count_with_threads():
    lock, total = threading.Lock(), []
    everybody = threading.Barrier(THREADS + 1)

    def work(number):
        everybody.wait()
        with lock:
            total.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    everybody.wait()
    for thread in threads:
        thread.join()
    return len(total)


async def serve(host, port):
    done = asyncio.Event()

    async def talk(reader, writer):
        data = await reader.read(1024)
        print(await asyncio.to_thread(data.decode))
        writer.write(b"hi")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        done.set()

    server = await asyncio.start_server(talk, host, port)
    await done.wait()
    server.close()


assert count_with_threads() == THREADS
asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
