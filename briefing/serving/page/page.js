"use strict";

// Where the reader's web socket is, under the name by which the page was asked for.
document.getElementById("reader").dataset.sessionWebsocketUrl = `ws://${location.host}/ws`;

// An address that stands in an article opens nothing when it is clicked: xterm.js would ask for an empty window first.
// The reader itself names the address that its user asked for.
const openWindow = window.open.bind(window);
window.open = (address) => {
  if (/^https?:\/\//i.test(address ?? "")) openWindow(address, "_blank", "noopener,noreferrer");
  return null;
};

// Keys belong to the reader from its first frame on.
new MutationObserver((_, observer) => {
  if (!document.body.classList.contains("-first-byte")) return;
  observer.disconnect();
  document.querySelector(".xterm-helper-textarea")?.focus();
}).observe(document.body, { attributeFilter: ["class"] });

document.getElementById("again").addEventListener("click", () => location.reload());
