// Makes a forked process of Node's look like a utility process of Electron's: `process.parentPort` instead of `process.send`.
import { EventEmitter } from 'node:events';

const send = process.send.bind(process);
const port = new EventEmitter();
port.postMessage = (message) => send(message);
// Messages wait until somebody listens.
port.once('newListener', () => {
  setImmediate(() => process.on('message', (data) => port.emit('message', { data })));
});
process.once('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: port });
delete process.send;
