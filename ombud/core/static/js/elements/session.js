// Requests by htmx carry the newest CSRF token; when the session has ended, the page goes
// to the sign-in instead of showing it inside a region.

const SIGN_IN = "/accounts/login/";

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.cookie.match(/(?:^|; )ombud_csrf=([^;]+)/)?.[1];
  if (token) event.detail.headers["X-CSRFToken"] = token;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const url = event.detail.xhr.responseURL;
  if (!url || new URL(url).pathname !== SIGN_IN) return;
  event.detail.shouldSwap = false;
  const here = location.pathname + location.search;
  location.assign(`${SIGN_IN}?next=${encodeURIComponent(here)}`);
});
