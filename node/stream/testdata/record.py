import subprocess,json,os,sys,glob
V="18.18.2 18.20.8 20.20.2 22.23.3 23.7.0 24.21.0 25.9.0 26.10.0".split()
d=os.path.dirname(os.path.abspath(__file__)); out={}
fn=d+'/real.json'
if os.path.exists(fn): out=json.load(open(fn))
names=[os.path.basename(f)[:-3] for f in sorted(glob.glob(d+'/*.js'))]
sel=sys.argv[1:] or names
for n in sel:
    out[n]={}
    for v in V:
        rs=[]
        for k in range(3):
            p=subprocess.run(['/opt/nodes/%s/bin/node'%v,n+'.js'],cwd=d,capture_output=True,text=True,timeout=20)
            rs.append((p.stdout,p.returncode))
        if len(set(rs))==1: out[n][v]={'out':rs[0][0],'code':rs[0][1]}
        else: print('unstable',n,v)
out={n:out[n] for n in names if n in out}
json.dump(out,open(fn,'w'),indent=1,ensure_ascii=False)
