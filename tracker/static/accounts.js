// an account: the duties of the chosen role alone, and the fields that this role has; without scripts all are shown
"use strict";

const role = document.querySelector("[data-duties]");

const show = () => {
  for (const duty of document.querySelectorAll("[data-role]")) duty.hidden = duty.dataset.role !== role.value;
  for (const field of document.querySelectorAll("[data-of-roles]")) {
    const fits = !role.value || field.dataset.ofRoles.split(" ").includes(role.value);
    field.closest(".field").hidden = !fits;
  }
};

if (role) {
  role.addEventListener("change", show);
  show();
}
