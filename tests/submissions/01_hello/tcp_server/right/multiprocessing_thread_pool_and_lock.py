"""Right: a ThreadPool of multiprocessing and its locks, queues and semaphores serve the client."""
import multiprocessing
import socket
import sys
from multiprocessing.pool import ThreadPool

printing = multiprocessing.Lock()
done = multiprocessing.Queue()


def serve(connection):
    message = connection.recv(1024)
    with printing, multiprocessing.RLock(), multiprocessing.BoundedSemaphore(2):
        print("heard", message.decode(), flush=True)
    connection.sendall(b"hi")
    connection.close()
    return len(message)


def count(question, answer):
    answer.put(question.get() + 1)


if __name__ == "__main__":
    with socket.create_server((sys.argv[1], int(sys.argv[2]))) as listener:
        connection, _ = listener.accept()
        with ThreadPool(2) as pool:
            length = pool.apply_async(serve, (connection,)).get(timeout=60)
    question = multiprocessing.Queue()
    helper = multiprocessing.Process(target=count, args=(question, done))
    helper.start()
    question.put(length)
    assert done.get(timeout=60) == length + 1
    helper.join()
