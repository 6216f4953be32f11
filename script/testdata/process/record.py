import subprocess,json,glob,os,sys
vs=["18.18.2","18.20.8","20.20.2","22.23.3","23.7.0","24.21.0","25.9.0","26.10.0"]
d=os.path.dirname(os.path.abspath(__file__))+'/' # run: python3 record.py, with the binaries in /opt/nodes/VERSION/bin
out={}
os.makedirs('/tmp/finishline-rec',exist_ok=True)
for f in sorted(glob.glob(d+'*.js')):
    n=os.path.basename(f)[:-3]
    open('/tmp/finishline-rec/'+n+'.js','w').write(open(f).read())
    runs={}
    for v in vs:
        r=subprocess.run([f'/opt/nodes/{v}/bin/node','/tmp/finishline-rec/'+n+'.js'],capture_output=True,text=True)
        key=json.dumps([r.stdout,r.returncode if r.returncode>=0 else 128-r.returncode])
        runs.setdefault(key,[]).append(v)
    out[n]=[{"versions":v,"stdout":json.loads(k)[0],"code":json.loads(k)[1]} for k,v in runs.items()]
json.dump(out,open(d+'recorded.json','w'),indent=1)
