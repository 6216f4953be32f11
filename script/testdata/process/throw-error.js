function f(){
  throw new TypeError('bad\nthing');
}
f();
