// title: Headers, Request, Response, Blob, FormData, ReadableStream
// notice: what they refuse, in which words
// source: own; undici of the versions (process.versions.undici)
// min: 20.0.0
'use strict';
const t=(f)=>{try{console.log(f())}catch(e){console.log(e.name,e.message)}};
t(()=>new Headers(5)); t(()=>new Headers([['a']])); t(()=>new Headers({'b c':1})); t(()=>new Headers({a:'x\ny'})); t(()=>new Headers().append('a')); t(()=>new Headers().get());
t(()=>[...new Headers([['X','1'],['x','2'],['set-cookie','q']])]);
t(()=>new Request('/x')); t(()=>new Request('http://a:b@c/')); t(()=>new Request('http://a/',{method:'CONNECT'})); t(()=>new Request('http://a/',{body:'x'})); t(()=>new Request('http://a/',{method:'b d'}));
t(()=>new Response('x',{status:700})); t(()=>new Response('x',{status:204})); t(()=>new Response('x',{statusText:'a\n'})); t(()=>Response.json({a:1}).status); t(()=>Response.error().type); t(()=>Response.redirect('http://x/',303).headers.get('location'));
t(()=>new Headers().forEach(1)); t(()=>new Response(null).body); t(()=>new Request('http://a/').signal);
const why = (p) => p.catch((e) => console.log(e.name, e.message, e.cause && e.cause.code, e.cause && e.cause.message));
(async () => {
  await why(fetch('/rel'));
  await why(fetch());
  await why(fetch('ftp://x'));
  await why(fetch('http://localhost:22/'));
  const r = await fetch('data:text/plain,hi%20there');
  console.log(r.status, r.headers.get('content-type'), await r.text());
  await objects();
})();
async function objects() {const r=new Response('abc'); await r.text(); await r.text().catch((e)=>console.log(e.name,e.message)); console.log(r.bodyUsed, new Response('x').bodyUsed);
const c=new Response('clone'); const d=c.clone(); console.log(await c.text(), await d.text());
await new Response('{bad').json().catch((e)=>console.log(e.name,e.message));
const b=new Blob(['ab',new Uint8Array([99])],{type:'text/plain'}); console.log(b.size,b.type,await b.text(),await b.slice(1,2).text(),b);
const rs=new ReadableStream({start(c){c.enqueue('a');c.enqueue('b');c.close()}}); const out=[]; for await(const x of rs) out.push(x); console.log(out, rs);
const rd=new ReadableStream({pull(c){c.enqueue(1)}}); const r1=rd.getReader(); console.log(await r1.read(), rd.locked); try{rd.getReader()}catch(e){console.log(e.name,e.code,e.message)}; r1.releaseLock(); await rd.cancel('x');
console.log(r1, rd);
const fd=new FormData(); fd.append('a','1'); fd.append('f',new Blob(['x']),'n.txt'); console.log([...fd].length, fd.get('a'), fd.get('f').name);
}
