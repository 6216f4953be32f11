class AppError extends Error { constructor(m, code) { super(m); this.name = 'AppError'; this.code = code; } }
process.on('exit', (c) => console.log('exit', c)); async function main() { throw new AppError('fatal', 42); } main();
