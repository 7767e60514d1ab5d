target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="512" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <8 x double>
  %v7.0 = alloca <8 x double>
  %v8.0 = alloca <8 x double>
  %v9 = alloca i64
  %v10.0 = alloca <8 x double>
  %v11.0 = alloca <8 x double>
  %v12.0 = alloca <8 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 8
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v0.dim1
  %t42 = icmp slt i64 0, %t41
  br i1 %t42, label %good43, label %fail, !prof !0
good43:
  %t44 = load i64, ptr %v5
  %t45 = insertelement <8 x i64> poison, i64 %t44, i64 0
  %t46 = shufflevector <8 x i64> %t45, <8 x i64> poison, <8 x i32> zeroinitializer
  %t47 = add <8 x i64> %t46, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %t48 = load ptr, ptr %v0.data
  %t49 = load i64, ptr %v0.dim1
  %t50 = insertelement <8 x i64> poison, i64 %t49, i64 0
  %t51 = shufflevector <8 x i64> %t50, <8 x i64> poison, <8 x i32> zeroinitializer
  %t52 = mul <8 x i64> %t47, %t51
  %t53 = add <8 x i64> %t52, splat (i64 0)
  %t54 = getelementptr double, ptr %t48, <8 x i64> %t53
  %t55 = call <8 x double> @llvm.masked.gather.v8f64.v8p0(<8 x ptr> align 8 %t54, <8 x i1> splat (i1 true), <8 x double> zeroinitializer)
  store <8 x double> %t55, ptr %v6.0
  %t56 = load <8 x double>, ptr %v6.0
  store <8 x double> %t56, ptr %v8.0
  %t57 = load i64, ptr %v1
  %t58 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t57)
  %t59 = extractvalue {i64, i1} %t58, 1
  %t60 = xor i1 %t59, true
  br i1 %t60, label %good61, label %fail, !prof !0
good61:
  store i64 0, ptr %v9
  store i64 0, ptr %v9
  br label %head3
head3:
  %t63 = load i64, ptr %countdown
  %t64 = sub i64 %t63, 1
  store i64 %t64, ptr %countdown
  %t65 = icmp slt i64 %t64, 0
  br i1 %t65, label %poll62, label %go62, !prof !1
poll62:
  %t66 = getelementptr i8, ptr %host, i64 24
  %t67 = load ptr, ptr %t66
  %t68 = call i64 %t67(ptr %host)
  %t69 = getelementptr i8, ptr %host, i64 16
  %t70 = load i64, ptr %t69
  store i64 %t70, ptr %countdown
  %t71 = icmp ne i64 %t68, 0
  br i1 %t71, label %fail, label %go62, !prof !1
go62:
  %t72 = load i64, ptr %v9
  %t73 = load i64, ptr %v1
  %t74 = add i64 %t73, -1
  %t75 = call i64 @llvm.smax.i64(i64 %t74, i64 0)
  %t76 = icmp slt i64 %t72, %t75
  br i1 %t76, label %body3, label %end3, !prof !0
body3:
  %t77 = load i64, ptr %v9
  %t78 = add i64 %t77, 1
  %t79 = load i64, ptr %v0.dim1
  %t80 = icmp slt i64 %t78, %t79
  br i1 %t80, label %good81, label %fail, !prof !0
good81:
  %t82 = load i64, ptr %v5
  %t83 = insertelement <8 x i64> poison, i64 %t82, i64 0
  %t84 = shufflevector <8 x i64> %t83, <8 x i64> poison, <8 x i32> zeroinitializer
  %t85 = add <8 x i64> %t84, <i64 0, i64 1, i64 2, i64 3, i64 4, i64 5, i64 6, i64 7>
  %t86 = load i64, ptr %v9
  %t87 = add i64 %t86, 1
  %t88 = insertelement <8 x i64> poison, i64 %t87, i64 0
  %t89 = shufflevector <8 x i64> %t88, <8 x i64> poison, <8 x i32> zeroinitializer
  %t90 = load ptr, ptr %v0.data
  %t91 = load i64, ptr %v0.dim1
  %t92 = insertelement <8 x i64> poison, i64 %t91, i64 0
  %t93 = shufflevector <8 x i64> %t92, <8 x i64> poison, <8 x i32> zeroinitializer
  %t94 = mul <8 x i64> %t85, %t93
  %t95 = add <8 x i64> %t94, %t89
  %t96 = getelementptr double, ptr %t90, <8 x i64> %t95
  %t97 = call <8 x double> @llvm.masked.gather.v8f64.v8p0(<8 x ptr> align 8 %t96, <8 x i1> splat (i1 true), <8 x double> zeroinitializer)
  store <8 x double> %t97, ptr %v10.0
  %t98 = load <8 x double>, ptr %v8.0
  %t99 = load <8 x double>, ptr %v10.0
  %t100 = fadd <8 x double> %t98, %t99
  store <8 x double> %t100, ptr %v12.0
  %t101 = load <8 x double>, ptr %v12.0
  %t102 = call <8 x double> @llvm.fabs.v8f64(<8 x double> %t101)
  %t103 = fcmp olt <8 x double> %t102, splat (double 0x7FF0000000000000)
  %t104 = xor <8 x i1> %t103, splat (i1 -1)
  %t105 = bitcast <8 x i1> %t104 to i8
  %t106 = icmp ne i8 %t105, 0
  %t107 = xor i1 %t106, true
  br i1 %t107, label %good108, label %fail, !prof !0
good108:
  %t109 = load <8 x double>, ptr %v12.0
  store <8 x double> %t109, ptr %v8.0
  br label %next3
next3:
  %t110 = load i64, ptr %v9
  %t111 = add nsw i64 %t110, 1
  store i64 %t111, ptr %v9
  br label %head3
end3:
  br label %end2
end2:
  %t112 = load <8 x double>, ptr %v8.0
  %t113 = load i64, ptr %v5
  %t114 = add i64 %t113, 0
  %t115 = add i64 %t114, 0
  %t116 = load ptr, ptr %v2.data
  %t117 = getelementptr double, ptr %t116, i64 %t115
  store <8 x double> %t112, ptr %t117, align 8
  %t118 = load i64, ptr %v5
  %t119 = add i64 %t118, 8
  store i64 %t119, ptr %v5
  br label %next4
end4:
  %t120 = load i64, ptr %v5
  ret i64 %t120
fail:
  %t121 = load i64, ptr %exit_id
  switch i64 %t121, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t122 = load i64, ptr %s5
  ret i64 %t122
}

declare double @llvm.fabs.f64(double) nounwind
declare <8 x double> @llvm.fabs.v8f64(<8 x double>) nounwind
declare <8 x double> @llvm.masked.gather.v8f64.v8p0(<8 x ptr>, <8 x i1>, <8 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
