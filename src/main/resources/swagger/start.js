// What is tried out runs in the session of the login, which proves by this header that the page is ours.
window.ui = SwaggerUIBundle({
  url: '/api-docs',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'none',
  validatorUrl: null,
  requestInterceptor: (request) => {
    const token = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]+)/);
    if (token && new URL(request.url, location.href).origin === location.origin) {
      request.headers['X-XSRF-TOKEN'] = decodeURIComponent(token[1]);
    }
    return request;
  },
});
