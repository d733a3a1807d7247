// The operators' API. A session that has ended leads to the login, and back to this page.

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || 'The gateway answered ' + status);
    this.status = status;
    this.errors = problem.errors || [];
  }
}

const token = () => (document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]+)/) || [])[1];

async function call(method, path, body, signal) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json';
    if (token()) headers['X-XSRF-TOKEN'] = decodeURIComponent(token());
  }
  let answer;
  try {
    answer = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Refusal(0, { detail: 'The gateway cannot be reached. It is tried again when it is back.' });
  }
  if (answer.status === 401) {
    location.reload();
    return new Promise(() => {});
  }
  const text = await answer.text();
  let json = null;
  try {
    json = text ? JSON.parse(text) : null;
  } catch (notJson) {
    json = {};
  }
  if (!answer.ok) throw new Refusal(answer.status, json || {});
  return json;
}

export function query(path, parameters) {
  const given = new URLSearchParams(Object.entries(parameters || {}).filter(([, value]) => value));
  return given.size ? path + '?' + given : path;
}

export const get = (path, parameters, signal) => call('GET', query('/ops/api/' + path, parameters), undefined, signal);
export const post = (path, body) => call('POST', '/ops/api/' + path, body);
export const sandbox = (method, path, body) => call(method, '/sandbox/api/' + path, method === 'POST' ? body || {} : body);
export const logout = () => fetch('/logout', { method: 'POST', headers: { 'X-XSRF-TOKEN': decodeURIComponent(token() || '') } });
