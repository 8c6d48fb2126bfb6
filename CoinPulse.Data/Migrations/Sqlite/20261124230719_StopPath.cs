using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoinPulse.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StopPath : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ImportedDocuments",
                columns: table => new
                {
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportedDocuments", x => new { x.Owner, x.Name, x.Hash });
                });

            migrationBuilder.CreateTable(
                name: "ImportedTrades",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Market = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    BoughtAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BuyPrice = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: false),
                    Quantity = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: false),
                    Paid = table.Column<decimal>(type: "TEXT", precision: 28, scale: 12, nullable: false),
                    SoldAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SellPrice = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: true),
                    Received = table.Column<decimal>(type: "TEXT", precision: 28, scale: 12, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportedTrades", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StopSteps",
                columns: table => new
                {
                    Position = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Stop = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StopSteps", x => new { x.Position, x.At });
                    table.ForeignKey(
                        name: "FK_StopSteps_Positions_Position",
                        column: x => x.Position,
                        principalTable: "Positions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SurgeBoards",
                columns: table => new
                {
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ScannedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Markets = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurgeBoards", x => x.Source);
                });

            migrationBuilder.CreateTable(
                name: "SurgeCalls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Predictor = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Market = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Close = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: false),
                    Entry = table.Column<decimal>(type: "TEXT", precision: 28, scale: 8, nullable: false),
                    Threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Scores = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurgeCalls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SurgeRounds",
                columns: table => new
                {
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Markets = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurgeRounds", x => new { x.Source, x.DecidedAt });
                });

            migrationBuilder.CreateTable(
                name: "SurgeOutcomes",
                columns: table => new
                {
                    Call = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Predictor = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Result = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    TouchedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Exit = table.Column<decimal>(type: "TEXT", precision: 18, scale: 10, nullable: false),
                    Close = table.Column<decimal>(type: "TEXT", precision: 18, scale: 10, nullable: true),
                    Best = table.Column<decimal>(type: "TEXT", precision: 18, scale: 10, nullable: false),
                    Worst = table.Column<decimal>(type: "TEXT", precision: 18, scale: 10, nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    SettledAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SurgeOutcomes", x => x.Call);
                    table.ForeignKey(
                        name: "FK_SurgeOutcomes_SurgeCalls_Call",
                        column: x => x.Call,
                        principalTable: "SurgeCalls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ImportedTrades_Owner_ExternalId",
                table: "ImportedTrades",
                columns: new[] { "Owner", "ExternalId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SurgeCalls_Source_DueAt",
                table: "SurgeCalls",
                columns: new[] { "Source", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SurgeCalls_Source_Predictor_DecidedAt",
                table: "SurgeCalls",
                columns: new[] { "Source", "Predictor", "DecidedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SurgeCalls_Source_Predictor_Market_DecidedAt_Rule",
                table: "SurgeCalls",
                columns: new[] { "Source", "Predictor", "Market", "DecidedAt", "Rule" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SurgeOutcomes_Source_Rule_Predictor_On",
                table: "SurgeOutcomes",
                columns: new[] { "Source", "Rule", "Predictor", "On" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ImportedDocuments");

            migrationBuilder.DropTable(
                name: "ImportedTrades");

            migrationBuilder.DropTable(
                name: "StopSteps");

            migrationBuilder.DropTable(
                name: "SurgeBoards");

            migrationBuilder.DropTable(
                name: "SurgeOutcomes");

            migrationBuilder.DropTable(
                name: "SurgeRounds");

            migrationBuilder.DropTable(
                name: "SurgeCalls");
        }
    }
}
