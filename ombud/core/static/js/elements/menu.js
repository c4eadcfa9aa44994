// Menus are popovers: they close after a choice, arrows walk through them, and where the
// browser cannot anchor them they are placed at their button.

const ITEMS = ":is(a, button, input):not([disabled])";
let opener = null;

const place = (menu) => {
  if (!opener || CSS.supports("position-area: block-end")) return;
  const button = opener.getBoundingClientRect();
  const isUp = button.bottom + menu.offsetHeight > innerHeight;
  const left =
    menu.dataset.align === "end" ? button.right - menu.offsetWidth : button.left;
  const top = isUp ? button.top - menu.offsetHeight - 8 : button.bottom;
  Object.assign(menu.style, {
    position: "fixed",
    left: `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`,
    top: `${Math.max(8, top)}px`,
  });
};

addEventListener("click", (event) => {
  opener = event.target.closest?.("[popovertarget]") ?? opener;
  const menu = event.target.closest?.(".menu[popover]");
  if (menu && event.target.closest("a, button")) {
    // After the click has done its work: a hidden button would not submit its form.
    setTimeout(() => menu.matches(":popover-open") && menu.hidePopover());
  }
});

const isMenu = (target) => target instanceof Element && target.matches(".menu[popover]");

addEventListener(
  "toggle",
  (event) => {
    if (!isMenu(event.target)) return;
    const isOpen = event.newState === "open";
    opener?.setAttribute("aria-expanded", isOpen);
    if (!isOpen) return;
    place(event.target);
    const chosen = event.target.querySelector("[aria-checked=true]");
    (chosen ?? event.target.querySelector(ITEMS))?.focus({ focusVisible: false });
  },
  true,
);

addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu[popover]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!menu || !step || event.target.matches("input[type=text], input[type=search]")) {
    return;
  }
  const items = [...menu.querySelectorAll(ITEMS)].filter((item) => item.checkVisibility());
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length]?.focus();
  event.preventDefault();
});
