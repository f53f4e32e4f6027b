using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Budget.Core.Couplings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Budget.Tests.Support.CoupledProgram;

namespace Budget.Tests.Pages;

/// <summary>
/// The description at /api/v1/openapi.json: it says what there is, all of it, and keeps the rules for interfaces of Dutch government (NL API Design Rules 2.2) that can be seen in it; the others are named in
/// docs/decisions/0022.
/// </summary>
public sealed partial class ApiDocumentTests
{
    private static readonly string[] ContactParts = ["name", "email", "url"];
    private static readonly string[] StandardMethods = ["get", "post", "put", "patch", "delete"];
    private static readonly string[] ProblemParts = ["status", "title", "detail"];

    private static RunningPortal Portal => PagesPortal.Portal;

    private static async Task<(Client.Answer Answer, JsonElement Root)> Document()
    {
        using var client = new Client(Portal);
        var answer = await client.Get("/api/v1/openapi.json");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Body);
        return (answer, Json(answer));
    }

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement root) =>
        from path in root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name != "parameters"
        select (path.Name, operation.Name, operation.Value);

    [Test]
    public async Task Anybody_reads_it_also_a_page_of_another_site()
    {
        var (answer, root) = await Document();
        Assert.That((answer.Header("Access-Control-Allow-Origin"), answer.Header("API-Version"), answer.Message.Content.Headers.ContentType?.MediaType), Is.EqualTo(("*", "1.0.0", "application/json")));
        Assert.That(root.GetProperty("openapi").GetString(), Does.StartWith("3."));
        var info = root.GetProperty("info");
        Assert.That(info.GetProperty("version").GetString(), Is.EqualTo(answer.Header("API-Version")).And.Match(@"^\d+\.\d+\.\d+$"));
        Assert.That(ContactParts.Select(part => info.GetProperty("contact").GetProperty(part).GetString()), Is.All.Not.Empty);
        Assert.That(root.GetProperty("servers")[0].GetProperty("url").GetString(), Does.EndWith("/v1"));
        Assert.That(ScopesIn(root), Is.EqualTo(CouplingScope.All));
    }

    private static List<string> ScopesIn(JsonElement root) =>
        root.GetProperty("components").GetProperty("securitySchemes").GetProperty("koppeling").GetProperty("flows").GetProperty("clientCredentials").GetProperty("scopes").EnumerateObject().Select(scope => scope.Name).ToList();

    [Test]
    public async Task Each_route_is_in_it_and_each_path_in_it_answers()
    {
        var (_, root) = await Document();
        await using var built = AsItIsBuilt();
        var routes = ((IEndpointRouteBuilder)built).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal)}"))
            .Where(route => !route.StartsWith("HEAD ", StringComparison.Ordinal) && !route.EndsWith("/openapi.json", StringComparison.Ordinal));
        Assert.That(Operations(root).Select(one => $"{one.Method.ToUpperInvariant()} /api/v1{one.Path}"), Is.EquivalentTo(routes).And.Not.Empty);

        using var program = await Of(Portal, "aanbieder");
        foreach (var (path, method, operation) in Operations(root))
        {
            var answer = await program.Send(new HttpMethod(method), $"/api/v1{path.Replace("{id}", Guid.Empty.ToString("D"), StringComparison.Ordinal)}");
            Assert.That(operation.GetProperty("responses").EnumerateObject().Select(one => one.Name), Has.Member($"{(int)answer.Status}"), $"{method} {path}: {answer.Body}");
            Assert.That((answer.Header("API-Version"), answer.Status), Is.EqualTo(("1.0.0", answer.Status)).And.Not.EqualTo(("1.0.0", HttpStatusCode.InternalServerError)));
        }
    }

    private static WebApplication AsItIsBuilt() => global::Portal.Hosting.PortalHost.Build(["--environment=Development", "--applicationName=Portal", $"--ConnectionStrings:Budget={PagesPortal.Portal.ConnectionString}"]);

    [Test]
    public async Task What_it_says_keeps_the_rules_for_interfaces_of_government()
    {
        var (_, root) = await Document();
        foreach (var (path, method, operation) in Operations(root))
        {
            var where = $"{method} {path}";
            Assert.That(path, Does.Match("^(/([a-z0-9-]+|{[a-z]+}))+$"), "kebab case, no stroke at the end");
            Assert.That(StandardMethods, Has.Member(method));
            Assert.That(operation.GetProperty("operationId").GetString(), Is.Not.Empty, where);
            Assert.That(operation.GetProperty("summary").GetString(), Is.Not.Empty, where);
            Assert.That(operation.TryGetProperty("security", out _), Is.EqualTo(path != "/token"), where);
            foreach (var parameter in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToList() : [])
            {
                Assert.That(parameter.GetProperty("name").GetString(), Does.Match("^[a-z][A-Za-z0-9]*$"), where);
            }

            var responses = operation.GetProperty("responses");
            Assert.That(method == "get" || responses.TryGetProperty("400", out _), Is.True, where);
            foreach (var response in responses.EnumerateObject())
            {
                Assert.That(response.Value.GetProperty("headers").TryGetProperty("API-Version", out _), Is.True, $"{where} {response.Name}");
                if (response.Name[0] is '4' or '5' && path != "/token")
                {
                    var schema = Resolved(root, response.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema"));
                    Assert.That(ProblemParts.All(part => schema.GetProperty("properties").TryGetProperty(part, out _)), Is.True, $"{where} {response.Name}");
                }
            }
        }

        foreach (var schema in root.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            Assert.That(schema.Name, Does.Match("^[A-Z][A-Za-z0-9]*$"));
            // The fields of a token are those of RFC 6749.
            Assert.That(schema.Value.GetProperty("properties").EnumerateObject().Select(one => one.Name).Where(name => !CamelCase().IsMatch(name)), schema.Name is "Sleutel" or "GeenSleutel" ? Is.Not.Empty : Is.Empty, schema.Name);
        }

        Assert.That(Operations(root).Select(one => one.Operation.GetProperty("operationId").GetString()), Is.Unique);
    }

    private static JsonElement Resolved(JsonElement root, JsonElement schema) =>
        schema.TryGetProperty("$ref", out var to) ? root.GetProperty("components").GetProperty("schemas").GetProperty(to.GetString()!.Split('/')[^1]) : schema;

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$", RegexOptions.NonBacktracking)]
    private static partial Regex CamelCase();
}
