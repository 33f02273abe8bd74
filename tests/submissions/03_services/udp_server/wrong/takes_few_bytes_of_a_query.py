"""Wrong: takes 128 bytes of a query.

Loses: has_nothing_of_other_types
Says: FORMERR says that the query cannot be read
"""
import socket,sys
H,P,F=(sys.argv[1:]+["127.0.0.1","8080","hosts.txt"][len(sys.argv)-1:])[:3]
T={}
for l in open(F,"rb"):
    a,*w=l.split(b"#")[0].split()or[b""]
    try:a=socket.inet_pton(2,a.decode())
    except(OSError,ValueError):continue
    for n in w:T.setdefault(n.lower(),[]).append(a)
def f(q):
    i=12;n=[];o=q[2]
    if o>>7:return
    h=lambda r,d=b"",a=[]:q[:2]+bytes([o&121|128|4*(r in(0,3)),r,0,d>b"",0,len(a),0,0,0,0])+d+b"".join(b"\xc0\14\0\1\0\1\0\0\0<\0\4"+x for x in a)
    if o>>3:return h(4)
    if q[4:6]==b"\0\0":return h(1)
    try:
        while c:=q[i]:
            n+=[q[i+1:i+1+c]];i+=c+1
            if c>63:return h(1)
        q[i+4]
    except IndexError:return h(1)
    n=b".".join(n).lower();d=q[12:i+5]
    return h(0,d,T[n]if d[-4:]==b"\0\1\0\1"else[])if n in T else h(3,d)
s=socket.socket(2,2)
s.bind((H,int(P)))
while 1:
    q,c=s.recvfrom(128)
    r=len(q)>11 and f(q)
    if r:s.sendto(r,c)
