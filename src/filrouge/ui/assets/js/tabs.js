// On a narrow screen the tabs scroll: the one of this page comes into view.
for (const tab of document.querySelectorAll('.fil-tabs a[aria-current="page"]')) {
  const strip = tab.closest(".fil-tabs");
  strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
}
