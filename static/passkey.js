// SPDX-License-Identifier: Apache-2.0
// Asks the browser for a passkey's answer to the challenge, puts it into the form and sends the form.
'use strict';
{
  const bytes = hex => Uint8Array.from(hex.match(/../g) || [], pair => parseInt(pair, 16));
  const base64 = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  const form = document.querySelector('form[data-passkey]');
  const problem = form.querySelector('.problem');

  const ask = async () => {
    const challenge = bytes(form.elements.challenge.value);
    const {host, name} = form.dataset;
    if (form.dataset.passkey === 'get')
      return navigator.credentials.get({publicKey: {challenge, rpId: host, userVerification: 'required', timeout: 120000}});
    return navigator.credentials.create({publicKey: {
      challenge, rp: {id: host, name: host}, attestation: 'none', timeout: 120000,
      user: {id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name},
      pubKeyCredParams: [{type: 'public-key', alg: -7}, {type: 'public-key', alg: -8}],
      authenticatorSelection: {residentKey: 'required', userVerification: 'required'},
    }});
  };

  form.addEventListener('submit', async event => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const {rawId, response} = await ask();
      form.elements.client.value = base64(response.clientDataJSON);
      form.elements.credential.value = base64(rawId);
      form.elements.authenticator.value = base64(response.authenticatorData || response.getAuthenticatorData());
      form.elements.signature.value = response.signature ? base64(response.signature) : '';
      form.submit();
    } catch (error) {
      problem.textContent = 'The passkey was not used: ' + error.message;
      problem.hidden = false;
    }
  });
}
