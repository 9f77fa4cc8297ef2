import { asynchronous, number, Refusal, text, type Options } from './api.ts';
import { addressOf, fileAt, keepFile } from './files.ts';

const TIMEOUT_MS = 60_000;

/** Counts what is under way: WeChat lets ten of all kinds run at once. */
export type Places = { enter(): void; leave(): void };

/** wx.uploadFile: one form with the file and its fields, told how far it is. */
export function uploader(places: Places) {
  return (options: Options = {}): unknown => {
    const request = new XMLHttpRequest();
    const progress = new Set<(given: Options) => void>();
    void asynchronous('uploadFile', async () => {
      places.enter();
      try {
        return await upload(request, options, progress);
      } finally {
        places.leave();
      }
    })({ complete: () => undefined, ...options });
    return {
      abort: () => request.abort(),
      onProgressUpdate: (heard: (given: Options) => void) => progress.add(heard),
      offProgressUpdate: (heard: (given: Options) => void) => progress.delete(heard),
      onHeadersReceived: () => undefined,
      offHeadersReceived: () => undefined,
    };
  };
}

function upload(request: XMLHttpRequest, options: Options, progress: Set<(given: Options) => void>): Promise<Options> {
  const path = text(options['filePath']);
  const name = text(options['name']);
  if (name === '') throw new Refusal('parameter error: parameter.name should be String');
  const form = new FormData();
  for (const [field, value] of Object.entries((options['formData'] ?? {}) as Options))
    form.append(field, String(value));
  form.append(name, fileAt(path), path.slice(path.lastIndexOf('/') + 1));
  request.open('POST', new URL(text(options['url']), location.origin));
  for (const [header, value] of Object.entries((options['header'] ?? {}) as Options)) {
    if (!/^(?:referer|content-type)$/iu.test(header)) request.setRequestHeader(header, String(value));
  }
  request.timeout = number(options['timeout'], TIMEOUT_MS);
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      const given = {
        progress: Math.floor((loaded / total) * 100),
        totalBytesSent: loaded,
        totalBytesExpectedToSend: total,
      };
      for (const heard of progress) heard(given);
    });
    request.addEventListener('load', () => resolve({ data: request.responseText, statusCode: request.status }));
    request.addEventListener('abort', () => reject(new Refusal('abort')));
    request.addEventListener('timeout', () => reject(new Refusal('timeout')));
    request.addEventListener('error', () => reject(new Refusal('network error', { errno: 600001 })));
    request.send(form);
  });
}

/** wx.downloadFile: with headers, told how far it is; the file lies at a temporary path, whatever the answer's status. */
export function downloader(places: Places) {
  return (options: Options = {}): unknown => {
    const request = new XMLHttpRequest();
    const progress = new Set<(given: Options) => void>();
    const headers = new Set<(given: Options) => void>();
    void asynchronous('downloadFile', async () => {
      places.enter();
      try {
        return await download(request, options, progress, headers);
      } finally {
        places.leave();
      }
    })({ complete: () => undefined, ...options });
    return {
      abort: () => request.abort(),
      onProgressUpdate: (heard: (given: Options) => void) => progress.add(heard),
      offProgressUpdate: (heard: (given: Options) => void) => progress.delete(heard),
      onHeadersReceived: (heard: (given: Options) => void) => headers.add(heard),
      offHeadersReceived: (heard: (given: Options) => void) => headers.delete(heard),
    };
  };
}

type Heard = Set<(given: Options) => void>;

function download(request: XMLHttpRequest, options: Options, progress: Heard, headers: Heard): Promise<Options> {
  const address = new URL(addressOf(text(options['url'])), location.origin);
  request.open('GET', address);
  request.responseType = 'blob';
  for (const [header, value] of Object.entries((options['header'] ?? {}) as Options)) {
    if (header.toLowerCase() !== 'referer') request.setRequestHeader(header, String(value));
  }
  request.timeout = number(options['timeout'], TIMEOUT_MS);
  return new Promise((resolve, reject) => {
    request.addEventListener('readystatechange', () => {
      if (request.readyState !== XMLHttpRequest.HEADERS_RECEIVED) return;
      const type = request.getResponseHeader('content-type') ?? '';
      for (const heard of headers) heard({ header: { 'content-type': type }, statusCode: request.status });
    });
    request.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      const given = {
        progress: lengthComputable ? Math.floor((loaded / total) * 100) : 0,
        totalBytesWritten: loaded,
        // A body that names no length.
        totalBytesExpectedToWrite: lengthComputable ? total : -1,
      };
      for (const heard of progress) heard(given);
    });
    request.addEventListener('load', () => {
      const file = request.response as Blob;
      const name = file.type.startsWith('application/json')
        ? 'answer.json'
        : new URL(text(options['url']), location.origin).pathname;
      resolve({ tempFilePath: keepFile(file, name), statusCode: request.status });
    });
    request.addEventListener('abort', () => reject(new Refusal('abort')));
    request.addEventListener('timeout', () => reject(new Refusal('timeout')));
    request.addEventListener('error', () => reject(new Refusal('network error', { errno: 600001 })));
    request.send();
  });
}
