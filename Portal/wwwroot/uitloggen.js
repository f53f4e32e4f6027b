// Goes on to the provider by itself; without this script there is a button.
document.getElementById('er-way-out').requestSubmit();
