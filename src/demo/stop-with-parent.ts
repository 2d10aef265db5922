// Loaded before the product by the demo: a product whose demo was killed would hold its ports and servers for ever.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
