import { parentPort } from 'node:worker_threads';
import { serveJobs } from './jobs/serve.ts';

// The engine behind a message port: everything that takes long, away from the thread that serves the editor.
if (parentPort === null) throw new Error('This file runs as a worker thread only.');
serveJobs(parentPort);
