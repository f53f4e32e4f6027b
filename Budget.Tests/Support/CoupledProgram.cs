using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Budget.Tests.Support;

/// <summary>A program of a provider: let in by somebody of the provider on the page, with a token got as every OAuth client gets it. Sends bytes and reads JSON; has no cookies.</summary>
internal sealed class CoupledProgram(RunningPortal portal, string id, string secret) : IDisposable
{
    private readonly HttpClient http = portal.Door();

    public string Id => id;
    public string Secret => secret;
    public string Token { get; set; } = "";

    /// <param name="may">Submit or Read.</param>
    public static async Task<CoupledProgram> Of(RunningPortal portal, string persona, string may = "Submit", string? scope = null)
    {
        using var client = await Client.SignedInAs(portal, persona);
        var program = await Made(portal, client, $"programma {Path.GetRandomFileName()}", may);
        program.Token = (await program.Ask(scope)).GetProperty("access_token").GetString()!;
        return program;
    }

    /// <summary>On the page, as somebody of the provider does it; without a token yet.</summary>
    public static async Task<CoupledProgram> Made(RunningPortal portal, Client client, string name, string may = "Submit")
    {
        var form = await client.FormOn("/aanbieder/koppelingen", "main form.er-form");
        var made = await client.Post(form.With("Name", name).With("May", may).With("Months", "3"));
        Assert.That(made.Location, Is.EqualTo("/aanbieder/koppelingen"), made.Body);
        var shown = (await client.Get(made.Location!)).Document.QuerySelectorAll("main dd code").Select(code => code.TextContent).ToList();
        Assert.That(shown, Has.Count.EqualTo(2), "identifier and secret");
        return new CoupledProgram(portal, shown[0], shown[1]);
    }

    /// <summary>Asks for a token and gets one.</summary>
    public async Task<JsonElement> Ask(string? scope = null)
    {
        var answer = await AskWith(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = scope ?? "" }, $"{id}:{secret}");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Body);
        return Json(answer);
    }

    /// <param name="basic">What stands in the Authorization header; none for no header.</param>
    public Task<Client.Answer> AskWith(Dictionary<string, string> form, string? basic = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/token") { Content = new FormUrlEncodedContent(form) };
        if (basic is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        }

        return Bare(request);
    }

    public Task<Client.Answer> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Client.Answer> Post(string path, byte[] body, string? type = "application/xml")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return Send(HttpMethod.Post, path, content);
    }

    public Task<Client.Answer> Send(HttpMethod method, string path, HttpContent? content = null, string? language = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (language is not null)
        {
            request.Headers.AcceptLanguage.ParseAdd(language);
        }

        if (Token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        return Bare(request);
    }

    private async Task<Client.Answer> Bare(HttpRequestMessage request)
    {
        using (request)
        {
            var message = await http.SendAsync(request);
            return new Client.Answer(message.StatusCode, await message.Content.ReadAsStringAsync(), message);
        }
    }

    public static JsonElement Json(Client.Answer answer)
    {
        using var document = JsonDocument.Parse(answer.Body);
        return document.RootElement.Clone();
    }

    /// <summary>The answer is a problem as RFC 9457 has it, of that kind, and not a page.</summary>
    public static JsonElement MustBeProblem(Client.Answer answer, HttpStatusCode status, string code)
    {
        Assert.That((answer.Status, answer.Message.Content.Headers.ContentType?.MediaType), Is.EqualTo((status, "application/problem+json")), answer.Body);
        var problem = Json(answer);
        Assert.That((problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32(), problem.GetProperty("type").GetString()), Is.EqualTo((code, (int)status, $"/koppelen#{code}")), answer.Body);
        Assert.That(problem.GetProperty("title").GetString() is { Length: > 0 } && problem.GetProperty("detail").GetString() is { Length: > 0 }, Is.True);
        Assert.That(answer.Header("API-Version"), Is.EqualTo("1.0.0"));
        return problem;
    }

    public void Dispose() => http.Dispose();
}
