using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Budget.Tests.Support;

/// <summary>
/// A visitor who sees the bare answers: status, headers, text. Follows no redirect by itself. Forms are sent as a page showed them, with
/// their hidden fields, and whatever the test puts in instead.
/// </summary>
internal sealed class Client : IDisposable
{
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = true };
    private readonly HttpClient http;

    public Client(RunningPortal portal) => http = portal.Door(handler);

    public sealed record Answer(HttpStatusCode Status, string Body, HttpResponseMessage Message)
    {
        public string? Location => Message.Headers.Location?.OriginalString;

        /// <summary>The value of a header, "" when it is not there.</summary>
        public string Header(string name) =>
            Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";

        public IHtmlDocument Document => new HtmlParser().ParseDocument(Body);
    }

    /// <summary>The fields of a form as the page shows it, hidden ones too.</summary>
    public sealed record Form(string Action, Dictionary<string, string> Fields)
    {
        public Form With(string name, string value) => this with { Fields = new(Fields, StringComparer.Ordinal) { [name] = value } };

        public Form Without(string name) => this with { Fields = new(Fields.Where(field => field.Key != name), StringComparer.Ordinal) };
    }

    public static async Task<Client> SignedInAs(RunningPortal portal, string persona)
    {
        var client = new Client(portal);
        var answer = await client.Post((await client.FormOn("/inloggen", "form.er-card")).With("persona", persona));
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Found), persona);
        return client;
    }

    public async Task<Answer> Get(string path) => await AnswerTo(await http.GetAsync(path));

    /// <summary>As a browser does: from redirect to redirect, also at another server. Each address on the way is kept for who looks at it.</summary>
    public async Task<Answer> Follow(string path, ICollection<string>? way = null)
    {
        var here = new Uri(http.BaseAddress!, path);
        for (var steps = 0; steps < 15; steps++)
        {
            way?.Add(here.ToString());
            var answer = await AnswerTo(await http.GetAsync(here));
            if (answer.Location is null)
            {
                return answer;
            }

            here = new Uri(here, answer.Location);
        }

        throw new InvalidOperationException("The redirects do not end.");
    }

    /// <summary>A cookie as it lies in this browser.</summary>
    public string? Cookie(string name) => handler.CookieContainer.GetCookies(http.BaseAddress!)[name]?.Value;

    public void Take(string cookie, string value) => handler.CookieContainer.Add(http.BaseAddress!, new Cookie(cookie, value, "/"));

    public async Task<Form> FormOn(string path, string selector = "main form[method=post]")
    {
        var page = await Get(path);
        Assert.That(page.Status, Is.EqualTo(HttpStatusCode.OK), path);
        return FormIn(page, selector, path);
    }

    /// <summary>The form in an answer, whatever its status.</summary>
    /// <param name="path">Where it goes when it does not say so itself.</param>
    public static Form FormIn(Answer page, string selector = "main form[method=post]", string path = "")
    {
        var form = page.Document.QuerySelector(selector) as IHtmlFormElement;
        Assert.That(form, Is.Not.Null, $"{path} has no form {selector}: {page.Body}");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var control in form!.Elements.OfType<IHtmlElement>())
        {
            var (name, value) = control switch
            {
                IHtmlInputElement { Type: "radio" or "checkbox" } tick => (tick.Name, tick.IsChecked ? tick.Value : null),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlTextAreaElement area => (area.Name, area.Value),
                IHtmlSelectElement select => (select.Name, select.Value),
                _ => (null, null),
            };
            if (name is { Length: > 0 } && (value is not null || !fields.ContainsKey(name)))
            {
                fields[name] = value ?? "";
            }
        }

        return new Form(form.GetAttribute("action") is { Length: > 0 } action ? action : path, fields);
    }

    public async Task<Answer> Post(Form form) => await AnswerTo(await http.PostAsync(form.Action, new FormUrlEncodedContent(form.Fields)));

    /// <summary>What no form of ours would send.</summary>
    public async Task<Answer> Send(HttpRequestMessage message) => await AnswerTo(await http.SendAsync(message));

    /// <summary>The form with a file in one of its fields.</summary>
    public async Task<Answer> Post(Form form, string field, byte[] file)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.Fields.Where(one => one.Key != field))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(file), field, "bestand.xml");
        return await AnswerTo(await http.PostAsync(form.Action, content));
    }

    /// <summary>From now on forms say that they come from another site.</summary>
    public void ComesFrom(string origin) => http.DefaultRequestHeaders.Add("Origin", origin);

    public void Dispose()
    {
        http.Dispose();
        handler.Dispose();
    }

    private static async Task<Answer> AnswerTo(HttpResponseMessage message) => new(message.StatusCode, await message.Content.ReadAsStringAsync(), message);
}
