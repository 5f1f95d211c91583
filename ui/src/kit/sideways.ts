/** @file What may be wider than its place is scrolled sideways by keys too, and takes the focus only while it is. */
import type { Attachment } from "svelte/attachments";

/** Makes a region of an element by this name, as long as it has to be scrolled. */
export function sideways(name: () => string): Attachment<HTMLElement> {
  return (node) => {
    const look = () => {
      if (node.scrollWidth > node.clientWidth) {
        node.tabIndex = 0;
        node.setAttribute("role", "region");
        node.setAttribute("aria-label", name());
      } else for (const attribute of ["tabindex", "role", "aria-label"]) node.removeAttribute(attribute);
    };
    const observer = new ResizeObserver(look);
    observer.observe(node);
    if (node.firstElementChild !== null) observer.observe(node.firstElementChild);
    look();
    return () => observer.disconnect();
  };
}
