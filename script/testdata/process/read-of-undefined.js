undefined.foo;
