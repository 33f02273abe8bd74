"""Right: answers in whatever order its tasks are done."""
import asyncio, re, sys, random
class P(asyncio.DatagramProtocol):
    def __init__(self): self.total=0; self.seen={}
    def connection_made(self,t): self.t=t
    def datagram_received(self,d,a): asyncio.get_running_loop().create_task(self.go(d,a))
    async def go(self,d,a):
        await asyncio.sleep(random.uniform(0,0.003))
        m=re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", d)
        if not m: self.t.sendto(b"ERROR",a); return
        k=(a,m[1])
        if k not in self.seen: self.total+=int(m[2]); self.seen[k]=m[1]+b" %d"%self.total
        await asyncio.sleep(random.uniform(0,0.003))
        self.t.sendto(self.seen[k],a)
async def main():
    await asyncio.get_running_loop().create_datagram_endpoint(P, local_addr=(sys.argv[1],int(sys.argv[2])))
    await asyncio.Event().wait()
asyncio.run(main())
