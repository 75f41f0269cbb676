class A {
	final int a;
	int b;
	int c;
}
