// What every list dragged with the mouse shares. The library copies the line it drags after giving it a style, which the
// policy of the page refuses to a copy.
export function copyWithoutStyle(deep) {
  const style = this.style.cssText;
  this.removeAttribute("style");
  const copy = Node.prototype.cloneNode.call(this, deep);
  this.style.cssText = style;
  return copy;
}

// What the library leaves on the lines would be copied by htmx on the new ones, and the policy refuses that copy too.
export function forgetStyles(list) {
  for (const styled of [list, ...list.querySelectorAll("[style]")]) styled.removeAttribute("style");
}
