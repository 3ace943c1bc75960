/** The API document, readable. Nothing is fetched from elsewhere: no validator, no fonts. */
SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none", // two hundred operations at once are slow to draw and hard to read
  filter: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  // The cookie of the web app needs this header on writes; a bearer token can be given by "Authorize".
  requestInterceptor: (request) => {
    request.headers["X-Lanjian-Web"] = "1";
    return request;
  },
});
