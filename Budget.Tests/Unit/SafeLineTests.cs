using Budget.Core.Storage;

namespace Budget.Tests.Unit;

/// <summary>What goes to the database is read and changed by nobody on the way.</summary>
public sealed class SafeLineTests
{
    [TestCase("Data Source=data/eigenregie.db", true)]
    [TestCase("Host=127.0.0.1;Port=5432;Database=x", true)]
    [TestCase("Host=::1;Database=x", true)]
    [TestCase("Host=localhost;Database=x", true)]
    [TestCase("Host=localhost:5433,127.0.0.1:5434;Database=x", true)]
    [TestCase("Host=/var/run/postgresql;Database=x", true)]
    [TestCase("Host=db.example.nl;Database=x;SSL Mode=VerifyFull", true)]
    [TestCase("Host=db.example.nl;Database=x;SSL Mode=VerifyCA", true)]
    [TestCase("Host=db.example.nl;Database=x", false)]
    [TestCase("Host=db.example.nl;Database=x;SSL Mode=Require", false)]
    [TestCase("Host=db.example.nl;Database=x;SSL Mode=Disable", false)]
    [TestCase("Host=127.0.0.1,db.example.nl;Database=x", false)]
    [TestCase("Host=localhost.example.nl;Database=x", false)]
    [TestCase("Host=10.0.0.5;Database=x", false)]
    public void A_line_is_safe_on_this_machine_or_with_a_checked_certificate(string connectionString, bool isSafe) =>
        Assert.That(Database.HasSafeLine(connectionString), Is.EqualTo(isSafe));

    [TestCase]
    [TestCase("verify")]
    public Task A_database_on_another_machine_is_asked_over_checked_TLS_only(params string[] verb) =>
        DoesNotStart.Naming("SSL Mode=VerifyFull", verb, connectionString: "Host=db.invalid;Database=x;Username=y");
}
