// Puts the form where this line stands; it grows with what is in it.
{% if shown %}(() => {
  const here = document.currentScript;
  const own = new URL(here.src);
  const query = new URLSearchParams({ embed: "1" });
  const page = new URLSearchParams(location.search);
  for (const name of "{{ names|escapejs }}".split(",")) {
    const value = here.dataset[name] ?? page.get(name);
    if (value) query.set(name, value);
  }
  query.set("lang", here.dataset.lang || document.documentElement.lang || "");
  const frame = document.createElement("iframe");
  frame.src = `${own.origin}{{ shown.url_path|escapejs }}?${query}`;
  frame.title = "{{ shown.name|escapejs }}";
  frame.referrerPolicy = "no-referrer";
  frame.width = "100%";
  frame.height = "640";
  frame.style.border = "0";
  frame.style.colorScheme = "light dark";
  here.after(frame);
  addEventListener("message", (event) => {
    const isOurs = event.source === frame.contentWindow && event.origin === own.origin;
    if (!isOurs || event.data?.form !== "{{ shown.slug|escapejs }}") return;
    frame.height = Math.ceil(event.data.height);
    if (event.data.isNew) frame.scrollIntoView({ block: "nearest" });
  });
})();{% endif %}
