using System.Text.RegularExpressions;

namespace Budget.Tests.Conventions;

/// <summary>
/// Calls that the product does without, each with what it would open. Where one is really needed it is named here with the reason; then a
/// reader knows that somebody thought about it.
/// </summary>
public sealed class DangerousCallsTests
{
    private static readonly (string What, string Pattern)[] Dangerous =
    [
        ("starts a program (command injection)", @"\bProcessStartInfo\b|\bProcess\.Start\("),
        ("runs code that is put together at run time", @"\bCSharpScript\b|\bAssembly\.Load|\bReflection\.Emit\b|\bDynamicMethod\b|\.Compile\(\)"),
        ("makes objects of types that the data name", @"\bBinaryFormatter\b|\bTypeNameHandling\b|\bNetDataContractSerializer\b|\bSoapFormatter\b|\bLosFormatter\b|\bJavaScriptSerializer\b|\bXmlSerializer\b"),
        ("asks a directory (LDAP injection)", @"\bDirectoryServices\b|\bLdapConnection\b"),
        ("asks XML with a query that is put together", @"\bXPath\b|\bSelectNodes\b|\bXslCompiledTransform\b"),
        ("reads XML with entities", @"DtdProcessing\.(Parse|Ignore)|new XmlUrlResolver"),
        ("makes a pattern at run time (and may take for ever)", @"\bnew Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split)\("),
        ("writes HTML as it is", @"\bHtml\.Raw\b|\bHtmlString\b(?!\.Empty)"),
        ("sends a visitor to an address that may be another's", @"(?<!Local)\bRedirect(Permanent|PreserveMethod)?\("),
        ("uses a hash or cipher that is broken", @"\b(MD5|SHA1|DES|TripleDES|RC2|RijndaelManaged|HMACMD5|HMACSHA1)\b|CipherMode\.(ECB|CBC|CFB|OFB)|(En|De)crypt(Ecb|Cbc|Cfb)\(|RSAEncryptionPadding\.Pkcs1|PaddingMode\.(None|Zeros)"),
        ("makes a hash or cipher of its own, or takes one that is not the platform's", @"\bBouncyCastle\b|\bNSec\b|\bSodium\b|:\s*(HashAlgorithm|KeyedHashAlgorithm|SymmetricAlgorithm|AsymmetricAlgorithm|ICryptoTransform)\b"),
        ("draws numbers that can be guessed", @"\bnew Random\(|\bRandom\.Shared\b|\bRandom \w+ = new\("),
        ("trusts any certificate", @"ServerCertificateCustomValidationCallback|DangerousAcceptAnyServerCertificateValidator|RemoteCertificateValidationCallback|Trust Server Certificate|SslProtocols\.(Ssl|Tls\b|Tls11)"),
        ("lets other sites ask", @"\bAddCors\b|\bUseCors\b|AllowAnyOrigin"),
        ("takes a form without its token", @"IgnoreAntiforgeryToken|DisableAntiforgery"),
        ("shows a fault to its visitor", @"UseDeveloperExceptionPage|UseMigrationsEndPoint|IncludeErrorDetails"),
        ("lists folders or serves what lies about", @"UseDirectoryBrowser|UseFileServer|ServeUnknownFileTypes"),
        ("answers with everything a table has", @"(?i)\bSELECT\s+([a-z]+\.)?\*"),
    ];

    /// <summary>Where it is done all the same, and why it may.</summary>
    private static readonly IReadOnlyDictionary<string, string> Considered = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Budget.Core/Ids.cs: draws numbers that can be guessed"] = "only with the seed of the demo town and of the tests; without a seed from RandomNumberGenerator",
        ["Portal/Demo/DemoClerk.cs: draws numbers that can be guessed"] = "the demo town is the same for the same seed",
        ["Portal/Pages/Faults/Status.cshtml.cs: takes a form without its token"] = "the page of a fault comes after any form, and does nothing",
        ["Portal/Access/OidcHandler.cs: sends a visitor to an address that may be another's"] = "to a page of our own that says that the provider is away",
        ["Portal/Access/SessionHandler.cs: sends a visitor to an address that may be another's"] = "to the sign-in page, with the way back in the query",
        ["Portal/Access/WaysIn.cs: sends a visitor to an address that may be another's"] = "to where the sealed state of the sign-in says, which LocalPath.Or has looked at",
        ["Portal/Access/WaysIn.cs: takes a form without its token"] = "the provider says that a session is over, with a token that it signed",
        ["Portal/Pages/SignIn/Out.cshtml.cs: takes a form without its token"] = "looks at it itself, when there is still a session to end",
        ["Portal/Pages/SignIn/Out.cshtml.cs: sends a visitor to an address that may be another's"] = "to the way out that the configured provider names",
        ["Budget.Core/Ledger/LedgerFaultText.cs: makes a pattern at run time (and may take for ever)"] = "of our own sentences in LedgerFaultTexts.resx, with a limit of time",
        ["Budget.Core/Ledger/VerifyOrigins.cs: answers with everything a table has"] = "of columns that the queries inside it name one by one",
        ["Portal/TagHelpers/Icon.cs: writes HTML as it is"] = "constants of our own",
    };

    private static readonly string[] Texts = ["*.json", "*.props", "*.targets", "*.sh", "*.yml", "*.md", "*.pem", "*.key", "*.config", "*.cshtml"];

    [Test]
    public void The_product_calls_nothing_that_runs_shows_or_trusts_what_a_stranger_wrote()
    {
        var found = Found(Repository.Files("Portal", "*.cs").Concat(Repository.Files("Portal", "*.cshtml")).Concat(Repository.Files("Budget.Core", "*.cs")).Select(path => (path, Repository.Read(path)))).ToList();
        Assert.That(found.Except(Considered.Keys, StringComparer.Ordinal), Is.Empty, "Do without, or name it in this test with the reason why it may.");
        Assert.That(Considered.Keys.Except(found, StringComparer.Ordinal), Is.Empty, "No longer done: take it off the list.");
    }

    [TestCase("Process.Start(\"sh\", typed)", "starts a program (command injection)")]
    [TestCase("new ProcessStartInfo(\"sh\")", "starts a program (command injection)")]
    [TestCase("return Redirect(terug);", "sends a visitor to an address that may be another's")]
    [TestCase("@Html.Raw(Model.OwnWords)", "writes HTML as it is")]
    [TestCase("SHA1.HashData(bytes)", "uses a hash or cipher that is broken")]
    [TestCase("aes.Mode = CipherMode.CBC;", "uses a hash or cipher that is broken")]
    [TestCase("aes.DecryptCbc(hidden, nonce)", "uses a hash or cipher that is broken")]
    [TestCase("TryEncryptEcb(open, room, padding, out var length)", "uses a hash or cipher that is broken")]
    [TestCase("class OurHash : HashAlgorithm", "makes a hash or cipher of its own, or takes one that is not the platform's")]
    [TestCase("using Org.BouncyCastle.Crypto;", "makes a hash or cipher of its own, or takes one that is not the platform's")]
    [TestCase("Random.Shared.Next()", "draws numbers that can be guessed")]
    [TestCase("SELECT r.*\nFROM residents r", "answers with everything a table has")]
    [TestCase("new Regex(typed)", "makes a pattern at run time (and may take for ever)")]
    [TestCase("return LocalRedirect(terug); SHA256.HashData(bytes); SELECT COUNT(*)", null)]
    public void A_dangerous_call_is_found_and_a_safe_one_is_not(string source, string? what) =>
        Assert.That(Found([("A.cs", source)]), what is null ? Is.Empty : Has.Exactly(1).EqualTo($"A.cs: {what}").And.Exactly(1).Items);

    [Test]
    public void No_file_of_the_repository_holds_a_secret()
    {
        var secret = new Regex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(password|pwd|client_?secret|api_?key)\s*[=:]\s*[""']?[A-Za-z0-9+/_-]{8,}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
        Assert.That(secret.IsMatch("Host=db;Password=verygeheim1"), Is.True, "one would be found");
        var files = Texts.SelectMany(pattern => Repository.Files("", pattern))
            .Concat(Repository.Files("Portal", "*.cs")).Concat(Repository.Files("Budget.Core", "*.cs")).Concat([".ci/run", "bin/test", "bin/bench", "bin/need", "bin/postgres"]);
        Assert.That(files.Where(path => secret.IsMatch(Repository.Read(path))), Is.Empty, "Give secrets as environment variables.");
    }

    private static IEnumerable<string> Found(IEnumerable<(string Path, string Source)> sources) =>
        from source in sources
        from danger in Dangerous
        where Regex.IsMatch(source.Source, danger.Pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
        select $"{source.Path}: {danger.What}";
}
