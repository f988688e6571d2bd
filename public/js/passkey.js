// Passkeys: a form with [data-passkey] asks the browser for one when it is sent,
// and takes the answer along. Without a script these forms stay hidden, and a
// sentence says what else there is.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const toText = (buffer) =>
	btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');

const known = (form) =>
	(form.dataset.known ?? '').split(' ').filter(Boolean).map((id) => ({ type: 'public-key', id: toBytes(id) }));

const ask = {
	async get(form) {
		const { response, id } = await navigator.credentials.get({
			publicKey: {
				challenge: toBytes(form.elements.challenge.value),
				rpId: form.dataset.site,
				allowCredentials: known(form),
				userVerification: 'required',
				timeout: 300000,
			},
		});
		return {
			credential: id,
			holder: response.userHandle ? toText(response.userHandle) : '',
			client: toText(response.clientDataJSON),
			authenticator: toText(response.authenticatorData),
			signature: toText(response.signature),
		};
	},
	async create(form) {
		const { response } = await navigator.credentials.create({
			publicKey: {
				challenge: toBytes(form.elements.challenge.value),
				rp: { id: form.dataset.site, name: form.dataset.site },
				user: {
					id: toBytes(form.dataset.holder),
					name: form.dataset.email,
					displayName: form.dataset.email,
				},
				pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
				excludeCredentials: known(form),
				authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
				attestation: 'none',
				timeout: 300000,
			},
		});
		return { client: toText(response.clientDataJSON), authenticator: toText(response.getAuthenticatorData()) };
	},
};

const send = async (form) => {
	const button = form.querySelector('button');
	const trouble = form.querySelector('[data-trouble]');

	trouble.hidden = true;
	button.setAttribute('aria-disabled', 'true');
	try {
		for (const [name, value] of Object.entries(await ask[form.dataset.passkey](form)))
			form.elements[name].value = value;
		form.submit();
	} catch (error) {
		trouble.querySelector('p').textContent =
			error.name === 'InvalidStateError' ? trouble.dataset.there : trouble.dataset.trouble;
		trouble.hidden = false;
		button.removeAttribute('aria-disabled');
		button.focus();
	}
};

if (window.PublicKeyCredential) {
	for (const form of document.querySelectorAll('form[data-passkey]')) {
		form.hidden = false;
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			if (form.querySelector('button').getAttribute('aria-disabled') !== 'true') send(form);
		});
	}
	for (const instead of document.querySelectorAll('[data-no-passkey]')) instead.hidden = true;
}
